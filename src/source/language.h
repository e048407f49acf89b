#ifndef TRI_SOURCE_LANGUAGE_H
#define TRI_SOURCE_LANGUAGE_H

#include "base/str.h"

/*
 * What the name of a file says of its content, by its ending in any letter case. What a
 * JSON file is, only its content says (arm/detect.h); and a module of another name is
 * Bicep all the same (bicep-language.md 6.1).
 */
typedef enum TriLanguage {
    TRI_LANGUAGE_OTHER, /* nothing that is looked for in folders */
    TRI_LANGUAGE_JSON,
    TRI_LANGUAGE_BICEP,
    TRI_LANGUAGE_BICEP_PARAMETERS, /* values for the parameters of a template */
} TriLanguage;

TriLanguage tri_language_of(TriStr path);

/* Whether it is written in Bicep: a template or a parameter file. */
static inline bool tri_language_is_bicep(TriLanguage language)
{
    return language == TRI_LANGUAGE_BICEP || language == TRI_LANGUAGE_BICEP_PARAMETERS;
}

typedef struct TriFileEnding {
    TriStr text; /* with its dot */
    TriLanguage language;
} TriFileEnding;

/* All there are, those of templates first. */
#define TRI_FILE_ENDING_COUNT 5
extern const TriFileEnding tri_file_endings[TRI_FILE_ENDING_COUNT];

#endif
