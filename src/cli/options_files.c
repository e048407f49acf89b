/* Words and names that stand in files: @FILE, --files-from FILE. */
#include "base/file.h"
#include "base/text.h"
#include "cli/option.h"

static TriStatus read_text(TriReading *reading, TriStr path, TriStr *text)
{
    TriError trouble = { reading->arena, { 0 } };
    bool is_stdin = tri_str_eq(path, TRI_STR("-"));

    if (is_stdin && reading->takes_stdin) {
        return tri_fail(reading->error, "standard input can be read only once: '-' is "
                                        "said twice");
    }
    reading->takes_stdin = reading->takes_stdin || is_stdin;
    TriStatus status = is_stdin ? tri_file_read_stdin(reading->arena, text, &trouble)
                                : tri_file_read(reading->arena, path, text, &trouble);

    return status == TRI_OK ? TRI_OK
                            : tri_fail(reading->error, "cannot read '%.*s': %.*s",
                                       TRI_ARG(path), TRI_ARG(trouble.message));
}

/* Empty ones are left out; a line may end as on Windows. */
TriStatus tri_words_of_file(TriReading *reading, TriStr path, char separator,
                            TriStrList *words)
{
    TriStr text;
    TriStr word;

    if (read_text(reading, path, &text) != TRI_OK) {
        return TRI_FAILED;
    }
    if (tri_str_has_prefix(text, TRI_STR("\xef\xbb\xbf"))) {
        text = tri_str_from(text, 3);
    }
    while (tri_str_split(&text, separator, &word)) {
        if (separator == '\n' && tri_str_has_suffix(word, TRI_STR("\r"))) {
            word.size--;
        }
        if (word.size > 0) {
            tri_list_push(reading->arena, words, tri_str_copy(reading->arena, word));
        }
    }
    return TRI_OK;
}

TriStatus tri_take_files_from(TriReading *reading)
{
    TriOptions *options = reading->options;

    return options->files_from.size == 0
               ? TRI_OK
               : tri_words_of_file(reading, options->files_from,
                                   options->null_separated ? '\0' : '\n',
                                   &options->arguments);
}
