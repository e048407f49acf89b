#include "report/escape.h"

static const char *find(const TriEscape *escapes, char c)
{
    for (; escapes->c != '\0'; escapes++) {
        if (escapes->c == c) {
            return escapes->replacement;
        }
    }
    return NULL;
}

void tri_add_escaped(TriText *text, TriStr part, const TriEscape *escapes)
{
    for (size_t i = 0; i < part.size; i++) {
        const char *replacement = find(escapes, part.data[i]);

        if (replacement == NULL) {
            tri_text_add_char(text, part.data[i]);
        } else {
            tri_text_add_c(text, replacement);
        }
    }
}

bool tri_is_finding(const TriResult *result)
{
    return (result->kind == TRI_KIND_FAIL || result->kind == TRI_KIND_UNDECIDED) &&
           result->level != TRI_LEVEL_OFF && !result->is_suppressed;
}
