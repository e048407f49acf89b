/* From text to tokens (bicep-language.md 1). */
#include "bicep/token.h"

#include "base/text.h"
#include "base/utf8.h"

/* An open brace, or the hole of a string that goes on behind it. */
typedef struct Level {
    bool is_hole;
    bool is_verbatim;
    uint32_t dollars; /* of a verbatim string: how many open a hole */
    size_t token;     /* that began the string */
} Level;

typedef struct Lexer {
    TriArena *arena;
    const TriSource *source;
    TriStr text;
    size_t at;
    bool is_line_start; /* only blanks came before on the line */
    TriTokenList tokens;
    TriTriviaList *trivia;
    TRI_LIST(Level) levels;
} Lexer;

static const struct {
    TriTokenKind kind;
    TriStr text;
} punctuation[] = {
#define X(id, text) { TRI_TOKEN_##id, TRI_STR_INIT(text) },
    TRI_BICEP_PUNCTUATION(X)
#undef X
};

const char *tri_token_name(TriTokenKind kind)
{
    static const char *const names[TRI_TOKEN_KIND_COUNT] = {
        [TRI_TOKEN_END] = "the end of the file",
        [TRI_TOKEN_NEWLINE] = "a line end",
        [TRI_TOKEN_NAME] = "a name",
        [TRI_TOKEN_NUMBER] = "a number",
        [TRI_TOKEN_STRING] = "a string",
        [TRI_TOKEN_STRING_START] = "a string",
        [TRI_TOKEN_STRING_MIDDLE] = "'}'",
        [TRI_TOKEN_STRING_END] = "'}'",
        [TRI_TOKEN_ERROR] = "something else",
#define X(id, text) [TRI_TOKEN_##id] = "'" text "'",
        TRI_BICEP_PUNCTUATION(X)
#undef X
    };

    return names[kind];
}

static char peek(const Lexer *lexer, size_t ahead)
{
    size_t at = lexer->at + ahead;

    return at < lexer->text.size ? lexer->text.data[at] : '\0';
}

static bool is_at_end(const Lexer *lexer)
{
    return lexer->at >= lexer->text.size;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static TriToken *add(Lexer *lexer, TriTokenKind kind, size_t start)
{
    TriToken token = { .kind = kind,
                       .start = (uint32_t)start,
                       .end = (uint32_t)lexer->at };

    tri_list_push(lexer->arena, &lexer->tokens, token);
    return &tri_list_last(&lexer->tokens);
}

static void add_error(Lexer *lexer, size_t start, const char *trouble)
{
    add(lexer, TRI_TOKEN_ERROR, start)->trouble = trouble;
}

/* ---- strings ---- */

static bool looks_at(const Lexer *lexer, const char *text)
{
    return tri_str_has_prefix(tri_str_from(lexer->text, lexer->at),
                              tri_str_from_c(text));
}

static void open_hole(Lexer *lexer, bool is_verbatim, uint32_t dollars)
{
    Level level = { true, is_verbatim, dollars, lexer->tokens.count - 1 };

    tri_list_push(lexer->arena, &lexer->levels, level);
}

/* A piece of a string: `is_start` behind the opening quotes, else behind a hole. */
static void add_piece(Lexer *lexer, size_t start, size_t content, size_t content_end,
                      bool is_start, bool ends)
{
    static const TriTokenKind kinds[2][2] = {
        { TRI_TOKEN_STRING_MIDDLE, TRI_TOKEN_STRING_END },
        { TRI_TOKEN_STRING_START, TRI_TOKEN_STRING },
    };
    TriToken *token = add(lexer, kinds[is_start][ends], start);

    token->content_start = (uint32_t)content;
    token->content_end = (uint32_t)content_end;
}

/* Up to the next quote or hole. A string that does not end on its line is an error,
   and ends there all the same. */
static void lex_string(Lexer *lexer, size_t start, bool is_start)
{
    size_t content = lexer->at;

    while (!is_at_end(lexer) && !is_line_end(peek(lexer, 0))) {
        if (peek(lexer, 0) == '\\' && lexer->at + 1 < lexer->text.size &&
            !is_line_end(peek(lexer, 1))) {
            lexer->at += 2;
        } else if (peek(lexer, 0) == '\'') {
            lexer->at++;
            add_piece(lexer, start, content, lexer->at - 1, is_start, true);
            return;
        } else if (looks_at(lexer, "${")) {
            lexer->at += 2;
            add_piece(lexer, start, content, lexer->at - 2, is_start, false);
            open_hole(lexer, false, 1);
            return;
        } else {
            lexer->at++;
        }
    }
    add_error(lexer, start, "this string has no end on its line");
}

static size_t count_run(const Lexer *lexer, char c)
{
    size_t count = 0;

    while (peek(lexer, count) == c) {
        count++;
    }
    return count;
}

/* The last three of a run of quotes end it. */
static bool end_verbatim(Lexer *lexer, size_t start, size_t content, bool is_start)
{
    size_t quotes = count_run(lexer, '\'');

    lexer->at += quotes;
    if (quotes < 3) {
        return false;
    }
    add_piece(lexer, start, content, lexer->at - 3, is_start, true);
    tri_list_last(&lexer->tokens).is_verbatim = true;
    return true;
}

static void lex_verbatim(Lexer *lexer, size_t start, uint32_t dollars, bool is_start)
{
    size_t content = lexer->at;

    while (!is_at_end(lexer)) {
        if (peek(lexer, 0) == '\'') {
            if (end_verbatim(lexer, start, content, is_start)) {
                return;
            }
            continue;
        }
        size_t run = count_run(lexer, '$');

        if (dollars > 0 && run >= dollars && peek(lexer, run) == '{') {
            lexer->at += run + 1;
            add_piece(lexer, start, content, lexer->at - dollars - 1, is_start, false);
            tri_list_last(&lexer->tokens).is_verbatim = true;
            open_hole(lexer, true, dollars);
            return;
        }
        lexer->at += run > 0 ? run : 1;
    }
    /* Only its first line is taken to be part of it, so that the rest is read. */
    lexer->at = start + 1;
    while (!is_at_end(lexer) && !is_line_end(peek(lexer, 0))) {
        lexer->at++;
    }
    add_error(lexer, start, "this string has no end: ''' is missing");
}

static void skip_first_line_end(Lexer *lexer)
{
    if (looks_at(lexer, "\r\n")) {
        lexer->at += 2;
    } else if (is_line_end(peek(lexer, 0))) {
        lexer->at++;
    }
}

/* At the opening quotes of a string, or at the dollars before three of them. */
static void begin_string(Lexer *lexer)
{
    size_t start = lexer->at;
    size_t dollars = count_run(lexer, '$');

    lexer->at += dollars;
    if (looks_at(lexer, "'''")) {
        lexer->at += 3;
        skip_first_line_end(lexer);
        lex_verbatim(lexer, start, (uint32_t)dollars, true);
    } else {
        lexer->at++;
        lex_string(lexer, start, true);
    }
}

/* ---- braces ---- */

static void open_brace(Lexer *lexer)
{
    Level level = { 0 };

    tri_list_push(lexer->arena, &lexer->levels, level);
}

/* True when the brace ends a hole: then the string goes on. */
static bool close_brace(Lexer *lexer, size_t start)
{
    if (lexer->levels.count == 0) {
        return false;
    }
    Level level = lexer->levels.items[--lexer->levels.count];

    if (!level.is_hole) {
        return false;
    }
    if (level.is_verbatim) {
        lex_verbatim(lexer, start, level.dollars, false);
    } else {
        lex_string(lexer, start, false);
    }
    return true;
}

static bool is_in_hole(const Lexer *lexer)
{
    for (size_t i = lexer->levels.count; i-- > 0;) {
        if (lexer->levels.items[i].is_hole) {
            return true;
        }
    }
    return false;
}

/* A line that ends inside a hole is an error that ends all strings around it. */
static void lex_line_end(Lexer *lexer)
{
    size_t start = lexer->at;

    if (is_in_hole(lexer)) {
        while (is_in_hole(lexer)) {
            lexer->levels.count--;
        }
        add_error(lexer, start, "a line ends inside '${', and the string with it");
    }
    while (is_line_end(peek(lexer, 0)) && !is_at_end(lexer)) {
        lexer->at++;
    }
    add(lexer, TRI_TOKEN_NEWLINE, start);
}

/* ---- comments and pragmas ---- */

static void add_trivia(Lexer *lexer, size_t start)
{
    TriSpan span = tri_span(lexer->source, start, lexer->at);

    tri_list_push(lexer->arena, lexer->trivia, span);
}

static void lex_line_comment(Lexer *lexer)
{
    size_t start = lexer->at;

    while (!is_at_end(lexer) && !is_line_end(peek(lexer, 0))) {
        lexer->at++;
    }
    add_trivia(lexer, start);
}

static void lex_block_comment(Lexer *lexer)
{
    size_t start = lexer->at;
    size_t end = tri_str_find(tri_str_from(lexer->text, start + 2), TRI_STR("*/"));

    lexer->is_line_start = false;
    if (end == TRI_NOT_FOUND) {
        lexer->at = lexer->text.size;
        add_error(lexer, start, "this comment has no end: '*/' is missing");
        return;
    }
    lexer->at = start + 2 + end + 2;
    add_trivia(lexer, start);
}

static bool is_at_pragma(const Lexer *lexer)
{
    return lexer->is_line_start && (looks_at(lexer, "#disable-next-line") ||
                                    looks_at(lexer, "#disable-diagnostics") ||
                                    looks_at(lexer, "#restore-diagnostics"));
}

/* ---- tokens ---- */

static bool is_name_start(char c)
{
    return tri_char_is_letter(c) || c == '_';
}

static void lex_name(Lexer *lexer)
{
    size_t start = lexer->at;

    while (is_name_start(peek(lexer, 0)) || tri_char_is_digit(peek(lexer, 0))) {
        lexer->at++;
    }
    add(lexer, TRI_TOKEN_NAME, start);
}

static void lex_number(Lexer *lexer)
{
    size_t start = lexer->at;

    while (tri_char_is_digit(peek(lexer, 0))) {
        lexer->at++;
    }
    add(lexer, TRI_TOKEN_NUMBER, start);
}

static void lex_punctuation(Lexer *lexer)
{
    TriStr rest = tri_str_from(lexer->text, lexer->at);
    size_t start = lexer->at;
    char first = rest.data[0];

    for (size_t i = 0; i < sizeof punctuation / sizeof *punctuation; i++) {
        if (punctuation[i].text.data[0] == first &&
            tri_str_has_prefix(rest, punctuation[i].text)) {
            lexer->at += punctuation[i].text.size;
            if (punctuation[i].kind == TRI_TOKEN_OPEN_BRACE) {
                open_brace(lexer);
            } else if (punctuation[i].kind == TRI_TOKEN_CLOSE_BRACE &&
                       close_brace(lexer, start)) {
                return;
            }
            add(lexer, punctuation[i].kind, start);
            return;
        }
    }
    tri_utf8_next(&rest);
    lexer->at = lexer->text.size - rest.size;
    add_error(lexer, start, "this character has no meaning here");
}

static bool is_at_string(const Lexer *lexer)
{
    size_t dollars = count_run(lexer, '$');

    return peek(lexer, dollars) == '\'' &&
           (dollars == 0 ||
            tri_str_has_prefix(tri_str_from(lexer->text, lexer->at + dollars),
                               TRI_STR("'''")));
}

static void lex_token(Lexer *lexer)
{
    char c = peek(lexer, 0);

    if (looks_at(lexer, "//")) {
        lex_line_comment(lexer);
    } else if (looks_at(lexer, "/*")) {
        lex_block_comment(lexer);
    } else if (c == '#' && is_at_pragma(lexer)) {
        lex_line_comment(lexer);
    } else if (is_at_string(lexer)) {
        begin_string(lexer);
    } else if (is_name_start(c)) {
        lex_name(lexer);
    } else if (tri_char_is_digit(c)) {
        lex_number(lexer);
    } else {
        lex_punctuation(lexer);
    }
}

TriTokenList tri_bicep_tokens(TriArena *arena, const TriSource *source,
                              TriTriviaList *trivia)
{
    Lexer lexer = { .arena = arena,
                    .source = source,
                    .text = source->text,
                    .is_line_start = true,
                    .trivia = trivia };

    while (!is_at_end(&lexer)) {
        char c = peek(&lexer, 0);

        if (c == ' ' || c == '\t') {
            lexer.at++;
        } else if (is_line_end(c)) {
            lex_line_end(&lexer);
            lexer.is_line_start = true;
        } else {
            lex_token(&lexer);
            lexer.is_line_start = false;
        }
    }
    add(&lexer, TRI_TOKEN_END, lexer.at);
    return lexer.tokens;
}

/* ---- what strings say ---- */

static int hex_digit(char c)
{
    if (tri_char_is_digit(c)) {
        return c - '0';
    }
    c = tri_char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum { LAST_CODE_POINT = 0x10FFFF };

/* \u{H…}: behind the 'u'. Bytes taken; 0 when it is wrong. */
static size_t decode_code_point(TriStr rest, uint32_t *code)
{
    size_t at = 1;

    *code = 0;
    if (!tri_str_has_prefix(rest, TRI_STR("{"))) {
        return 0;
    }
    for (; at < rest.size && rest.data[at] != '}'; at++) {
        int digit = hex_digit(rest.data[at]);

        if (digit < 0 || *code > LAST_CODE_POINT) {
            return 0;
        }
        *code = *code * 16 + (uint32_t)digit;
    }
    return at < rest.size && at > 1 && *code <= LAST_CODE_POINT ? at + 1 : 0;
}

/* The code point of a pair of surrogates, else the second one alone. */
static uint32_t join_surrogates(uint32_t high, uint32_t code)
{
    bool is_pair = high >= 0xD800 && high < 0xDC00 && code >= 0xDC00 && code < 0xE000;

    return is_pair ? 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) : code;
}

/* The escape at `rest`, which begins with a backslash. Bytes taken; 0 when it is
   wrong. `*high` is the code point before, when an escape made it. */
static size_t decode_escape(TriStr rest, TriText *text, uint32_t *high)
{
    static const char plain[] = "n\nr\rt\t\\\\''$$";
    char c = rest.size > 1 ? rest.data[1] : '\0';
    uint32_t code;

    if (c != 'u') {
        *high = 0;
        for (size_t i = 0; i + 1 < sizeof plain; i += 2) {
            if (plain[i] == c && c != '\0') {
                tri_text_add_char(text, plain[i + 1]);
                return 2;
            }
        }
        return 0;
    }
    size_t size = decode_code_point(tri_str_from(rest, 2), &code);

    if (size == 0) {
        return 0;
    }
    uint32_t joined = join_surrogates(*high, code);

    if (joined != code) {
        text->size -= 3;
    }
    tri_utf8_add(text, joined);
    *high = code;
    return size + 2;
}

bool tri_bicep_string(TriArena *arena, const TriSource *source, const TriToken *token,
                      TriStr *text, TriSpan *wrong)
{
    TriStr raw = tri_str_slice(source->text, token->content_start,
                               token->content_end - token->content_start);
    TriText decoded = tri_text(arena);
    uint32_t high = 0;

    *text = raw;
    if (token->is_verbatim || tri_str_find_char(raw, '\\') == TRI_NOT_FOUND) {
        return true;
    }
    for (size_t at = 0; at < raw.size;) {
        if (raw.data[at] != '\\') {
            tri_text_add_char(&decoded, raw.data[at++]);
            high = 0;
            continue;
        }
        size_t size = decode_escape(tri_str_from(raw, at), &decoded, &high);

        if (size == 0) {
            size_t place = token->content_start + at;

            *wrong = tri_span(source, place, place + 2);
            return false;
        }
        at += size;
    }
    *text = tri_text_str(&decoded);
    return true;
}
