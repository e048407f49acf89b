#include "source/language.h"

TriLanguage tri_language_of(TriStr path)
{
    size_t dot = tri_str_find_last_char(path, '.');

    for (size_t i = 0; dot != TRI_NOT_FOUND && i < TRI_FILE_ENDING_COUNT; i++) {
        if (tri_str_eq_nocase(tri_str_from(path, dot), tri_file_endings[i].text)) {
            return tri_file_endings[i].language;
        }
    }
    return TRI_LANGUAGE_OTHER;
}

const TriFileEnding tri_file_endings[TRI_FILE_ENDING_COUNT] = {
    { TRI_STR_INIT(".json"), TRI_LANGUAGE_JSON },
    { TRI_STR_INIT(".jsonc"), TRI_LANGUAGE_JSON },
    { TRI_STR_INIT(".arm"), TRI_LANGUAGE_JSON },
    { TRI_STR_INIT(".bicep"), TRI_LANGUAGE_BICEP },
    { TRI_STR_INIT(".bicepparam"), TRI_LANGUAGE_BICEP_PARAMETERS },
};
