/* From text to tokens (bicep-language.md 1). */
#include "bicep/token.h"

#include "base/text.h"
#include "base/utf8.h"
#include "bicep/skip.h"

#include <string.h>

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
#define X(id, character) [TRI_TOKEN_##id] = #character,
        TRI_BICEP_SINGLES(X)
#undef X
#define X(id, text) [TRI_TOKEN_##id] = "'" text "'",
            TRI_BICEP_RUNS(X)
#undef X
    };

    return names[kind];
}

const char *tri_token_trouble(TriTokenTrouble trouble)
{
    static const char *const messages[] = {
#define X(id, text) [TRI_TROUBLE_##id] = text,
        TRI_BICEP_TROUBLES(X)
#undef X
    };

    return messages[trouble];
}

TriLexer tri_lexer_open(TriArena *arena, const TriSource *source)
{
    enum { FIRST = 128 }; /* more than most statements have */
    TriStr text = source->text.size > 0 ? source->text : TRI_STR("");

    return (TriLexer){
        .arena = arena,
        .source = source,
        .start = text.data,
        .at = text.data,
        .end = text.data + text.size,
        .endless = text.size,
        .tokens = { tri_arena_take(arena, FIRST, sizeof(TriToken)), 0, FIRST },
    };
}

static uint32_t offset(const TriLexer *lexer, const char *at)
{
    return (uint32_t)(at - lexer->start);
}

static bool is_at_end(const TriLexer *lexer)
{
    return lexer->at == lexer->end;
}

/* Whether `c` stands `ahead` bytes on. */
static bool is_at(const TriLexer *lexer, size_t ahead, char c)
{
    return ahead < (size_t)(lexer->end - lexer->at) && lexer->at[ahead] == c;
}

static bool looks_at(const TriLexer *lexer, TriStr text)
{
    return tri_str_has_prefix(tri_str(lexer->at, (size_t)(lexer->end - lexer->at)),
                              text);
}

static size_t count_run(const TriLexer *lexer, char c)
{
    size_t count = 0;

    while (is_at(lexer, count, c)) {
        count++;
    }
    return count;
}

static void make_room(TriLexer *lexer)
{
    TriTokenList *tokens = &lexer->tokens;

    tokens->items = tri_list_grow(lexer->arena, tokens->items, &tokens->capacity,
                                  sizeof *tokens->items);
}

/* From `start` to where the lexer is; what only some kinds have is left to the caller.
 */
static inline TriToken *add(TriLexer *lexer, TriTokenKind kind, const char *start)
{
    if (lexer->tokens.count == lexer->tokens.capacity) {
        make_room(lexer);
    }
    TriToken *token = &lexer->tokens.items[lexer->tokens.count++];

    token->kind = kind;
    token->start = offset(lexer, start);
    token->end = offset(lexer, lexer->at);
    return token;
}

static void add_error(TriLexer *lexer, const char *start, TriTokenTrouble trouble)
{
    add(lexer, TRI_TOKEN_ERROR, start)->trouble = trouble;
}

/* ---- strings ---- */

static void open_hole(TriLexer *lexer, bool is_verbatim, size_t dollars)
{
    TriLexerLevel level = { true, is_verbatim, dollars };

    tri_list_push(lexer->arena, &lexer->levels, level);
}

/* A piece of a string, which is still going on. */
typedef struct Piece {
    const char *start;
    const char *content;
    bool is_first; /* it stands behind the opening quotes, not behind a hole */
    bool has_escapes;
} Piece;

/* `size` bytes that end it were taken: quotes, or the signs that open a hole. */
static inline void add_piece(TriLexer *lexer, const Piece *piece, size_t size,
                             bool is_last)
{
    static const TriTokenKind kinds[2][2] = {
        { TRI_TOKEN_STRING_MIDDLE, TRI_TOKEN_STRING_END },
        { TRI_TOKEN_STRING_START, TRI_TOKEN_STRING },
    };
    TriToken *token = add(lexer, kinds[piece->is_first][is_last], piece->start);

    token->content_start = offset(lexer, piece->content);
    token->content_end = token->end - (uint32_t)size;
    token->has_escapes = piece->has_escapes;
}

/* Up to the next quote or hole. A string that does not end on its line is an error,
   and ends there all the same. */
static void lex_string(TriLexer *lexer, const char *start, bool is_first)
{
    Piece piece = { start, lexer->at, is_first, false };

    for (;;) {
        lexer->at = tri_bicep_skip_plain(lexer->at, lexer->end);
        if (is_at_end(lexer) || tri_char_ends_line(*lexer->at)) {
            add_error(lexer, start, TRI_TROUBLE_STRING);
            return;
        }
        char c = *lexer->at++;

        if (c == '\'') {
            add_piece(lexer, &piece, 1, true);
            return;
        }
        if (c == '$' && is_at(lexer, 0, '{')) {
            lexer->at++;
            add_piece(lexer, &piece, 2, false);
            open_hole(lexer, false, 1);
            return;
        }
        if (c == '\\') {
            piece.has_escapes = true;
            lexer->at += !is_at_end(lexer) && !tri_char_ends_line(*lexer->at);
        }
    }
}

/* The last three of a run of quotes end it. */
static bool end_verbatim(TriLexer *lexer, const Piece *piece)
{
    size_t quotes = count_run(lexer, '\'');

    lexer->at += quotes;
    if (quotes >= 3) {
        add_piece(lexer, piece, 3, true);
    }
    return quotes >= 3;
}

/* The last `dollars` of a run of as many or more and a brace open a hole. */
static bool begin_verbatim_hole(TriLexer *lexer, const Piece *piece, size_t dollars)
{
    size_t run = count_run(lexer, '$');
    bool is_hole = dollars > 0 && run >= dollars && is_at(lexer, run, '{');

    lexer->at += run + is_hole;
    if (is_hole) {
        add_piece(lexer, piece, dollars + 1, false);
        open_hole(lexer, true, dollars);
    }
    return is_hole;
}

static void lex_verbatim(TriLexer *lexer, const char *start, size_t dollars,
                         bool is_first)
{
    Piece piece = { start, lexer->at, is_first, false };

    while (!is_at_end(lexer)) {
        if (*lexer->at == '\'') {
            if (end_verbatim(lexer, &piece)) {
                return;
            }
        } else if (*lexer->at == '$') {
            if (begin_verbatim_hole(lexer, &piece, dollars)) {
                return;
            }
        } else {
            lexer->at = tri_bicep_skip_plain(lexer->at + 1, lexer->end);
        }
    }
    /* Only its first line is taken to be part of it, so that the rest is read. */
    lexer->at = tri_bicep_skip_line(start + 1, lexer->end);
    if (offset(lexer, start) < lexer->endless) {
        lexer->endless = offset(lexer, start);
    }
    add_error(lexer, start, TRI_TROUBLE_VERBATIM);
}

static void skip_first_line_end(TriLexer *lexer)
{
    if (looks_at(lexer, TRI_STR("\r\n"))) {
        lexer->at += 2;
    } else if (!is_at_end(lexer) && tri_char_ends_line(*lexer->at)) {
        lexer->at++;
    }
}

static void begin_verbatim(TriLexer *lexer, size_t dollars)
{
    const char *start = lexer->at;

    lexer->at += dollars + 3;
    skip_first_line_end(lexer);
    lex_verbatim(lexer, start, dollars, true);
}

/* At a quote. */
static void begin_string(TriLexer *lexer)
{
    if (is_at(lexer, 1, '\'') && is_at(lexer, 2, '\'')) {
        begin_verbatim(lexer, 0);
        return;
    }
    lexer->at++;
    lex_string(lexer, lexer->at - 1, true);
}

/* Dollars stand before three quotes only. */
static void lex_dollars(TriLexer *lexer)
{
    size_t dollars = count_run(lexer, '$');
    const char *start = lexer->at;

    lexer->at += dollars;
    if (looks_at(lexer, TRI_STR("'''"))) {
        lexer->at = start;
        begin_verbatim(lexer, dollars);
        return;
    }
    for (lexer->at = start; dollars > 0; dollars--) {
        lexer->at++;
        add_error(lexer, lexer->at - 1, TRI_TROUBLE_CHARACTER);
    }
}

/* ---- braces: outside of holes nobody asks which one belongs to which ---- */

static void open_brace(TriLexer *lexer)
{
    TriLexerLevel level = { 0 };

    tri_list_push(lexer->arena, &lexer->levels, level);
}

/* True when the brace ends a hole: then the string goes on. */
static bool close_brace(TriLexer *lexer)
{
    const char *start = lexer->at;
    TriLexerLevel level = lexer->levels.items[--lexer->levels.count];

    if (level.is_hole) {
        lexer->at++;
        if (level.is_verbatim) {
            lex_verbatim(lexer, start, level.dollars, false);
        } else {
            lex_string(lexer, start, false);
        }
    }
    return level.is_hole;
}

/* A line that ends inside a hole is an error that ends all strings around it. */
static void end_holes(TriLexer *lexer)
{
    lexer->levels.count = 0;
    add_error(lexer, lexer->at, TRI_TROUBLE_HOLE);
}

/* ---- comments and pragmas ---- */

static void add_trivia(TriLexer *lexer, const char *start)
{
    TriSpan span =
        tri_span(lexer->source, offset(lexer, start), offset(lexer, lexer->at));

    tri_list_push(lexer->arena, &lexer->trivia, span);
}

static void lex_line_comment(TriLexer *lexer)
{
    const char *start = lexer->at;

    lexer->at = tri_bicep_skip_line(start, lexer->end);
    add_trivia(lexer, start);
}

static void lex_block_comment(TriLexer *lexer)
{
    const char *start = lexer->at;
    TriStr rest = tri_str(start + 2, (size_t)(lexer->end - start) - 2);
    size_t size = tri_str_find(rest, TRI_STR("*/"));

    if (size == TRI_NOT_FOUND) {
        lexer->at = lexer->end;
        add_error(lexer, start, TRI_TROUBLE_COMMENT);
        return;
    }
    lexer->at = rest.data + size + 2;
    add_trivia(lexer, start);
}

static bool lex_comment(TriLexer *lexer)
{
    if (is_at(lexer, 1, '/')) {
        lex_line_comment(lexer);
        return true;
    }
    if (is_at(lexer, 1, '*')) {
        lex_block_comment(lexer);
        return true;
    }
    return false;
}

/* How long the name of a pragma is that stands here; 0: none does. As the compiler has
   it, what follows at once is the first rule: "#disable-next-line-x" names "-x". */
static size_t pragma_size(const TriLexer *lexer)
{
    static const TriStr names[] = {
        TRI_STR_INIT("#disable-next-line"),
        TRI_STR_INIT("#disable-diagnostics"),
        TRI_STR_INIT("#restore-diagnostics"),
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (looks_at(lexer, names[i])) {
            return names[i].size;
        }
    }
    return 0;
}

/* ---- tokens ---- */

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && tri_char_is_digit(*at)) {
        at++;
    }
    return at;
}

static const char *skip_line_ends(const char *at, const char *end)
{
    while (at < end && tri_char_ends_line(*at)) {
        at++;
    }
    return at;
}

static void lex_error(TriLexer *lexer)
{
    const char *start = lexer->at;
    TriStr rest = tri_str(start, (size_t)(lexer->end - start));

    tri_utf8_next(&rest);
    lexer->at = lexer->end - rest.size;
    add_error(lexer, start, TRI_TROUBLE_CHARACTER);
}

/* Takes the punctuation of more than one character that stands here, else one
   character, which is a `single`. */
static TriTokenKind take_run(TriLexer *lexer, TriTokenKind single)
{
    static const struct {
        TriTokenKind kind;
        TriStr text;
    } runs[] = {
#define X(id, text) { TRI_TOKEN_##id, TRI_STR_INIT(text) },
        TRI_BICEP_RUNS(X)
#undef X
    };

    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        if (*lexer->at == *runs[i].text.data && looks_at(lexer, runs[i].text)) {
            lexer->at += runs[i].text.size;
            return runs[i].kind;
        }
    }
    lexer->at++;
    return single;
}

/* What may be the second character of such a run. */
static bool is_second(const TriLexer *lexer)
{
    static const bool seconds[256] = {
        ['.'] = true, ['?'] = true, [':'] = true, ['='] = true,
        ['~'] = true, ['>'] = true, ['&'] = true, ['|'] = true,
    };

    return lexer->end - lexer->at > 1 && seconds[(unsigned char)lexer->at[1]];
}

static TriTokenKind take_punctuation(TriLexer *lexer, TriTokenKind single)
{
    if (is_second(lexer)) {
        return take_run(lexer, single);
    }
    lexer->at++;
    return single;
}

/* What the token is that begins with a character, if nothing else follows it. */
static TriTokenKind kind_of(char c)
{
    static const unsigned char kinds[256] = {
#define X(id, character) [character] = TRI_TOKEN_##id,
        TRI_BICEP_SINGLES(X)
#undef X
#define X(letter) [letter] = TRI_TOKEN_NAME, [letter - 'a' + 'A'] = TRI_TOKEN_NAME,
            X('a') X('b') X('c') X('d') X('e') X('f') X('g') X('h') X('i') X('j') X('k')
                X('l') X('m') X('n') X('o') X('p') X('q') X('r') X('s') X('t') X('u')
                    X('v') X('w') X('x') X('y') X('z')
#undef X
#define X(digit) [digit] = TRI_TOKEN_NUMBER,
                        X('0') X('1') X('2') X('3') X('4') X('5') X('6') X('7') X('8')
                            X('9')
#undef X
                                ['_'] = TRI_TOKEN_NAME,
        ['\''] = TRI_TOKEN_STRING,
        ['\n'] = TRI_TOKEN_NEWLINE,
        ['\r'] = TRI_TOKEN_NEWLINE,
    };

    return kinds[(unsigned char)c];
}

/* It names rules; what they are is for suppression to read. */
static void lex_pragma(TriLexer *lexer, size_t size)
{
    const char *start = lexer->at;
    const char *at = start + size;
    const char *name = tri_bicep_skip_blanks(at, lexer->end);

    if (name < lexer->end && (tri_bicep_is_name(*name) || *name == '-')) {
        lex_line_comment(lexer);
        return;
    }
    lexer->at = at;
    add_error(lexer, start, TRI_TROUBLE_PRAGMA);
}

/* What is no token by itself, or begins no token but may. */
static void lex_rest(TriLexer *lexer, bool is_first)
{
    const char *start = lexer->at;

    if (*start == '$') {
        lex_dollars(lexer);
    } else if (*start == '#' && is_first && pragma_size(lexer) > 0) {
        lex_pragma(lexer, pragma_size(lexer));
    } else if (looks_at(lexer, TRI_STR("&&"))) {
        lexer->at += 2;
        add(lexer, TRI_TOKEN_AND, start);
    } else {
        lex_error(lexer);
    }
}

/* What can be told by its first character alone is taken here; the others take
   themselves. True when the line is over. */
static bool lex_token(TriLexer *lexer, bool is_first)
{
    const char *start = lexer->at;
    TriTokenKind kind = kind_of(*start);

    switch (kind) {
    case TRI_TOKEN_NAME:
        lexer->at = tri_bicep_skip_name(start, lexer->end);
        break;
    case TRI_TOKEN_NUMBER:
        lexer->at = skip_digits(start, lexer->end);
        break;
    case TRI_TOKEN_NEWLINE:
        if (lexer->levels.count > 0) {
            end_holes(lexer);
        }
        lexer->at = skip_line_ends(start, lexer->end);
        break;
    case TRI_TOKEN_STRING:
        begin_string(lexer);
        return false;
    case TRI_TOKEN_OPEN_BRACE:
        if (lexer->levels.count > 0) {
            open_brace(lexer);
        }
        lexer->at++;
        break;
    case TRI_TOKEN_CLOSE_BRACE:
        if (lexer->levels.count > 0 && close_brace(lexer)) {
            return false;
        }
        lexer->at++;
        break;
    case TRI_TOKEN_SLASH:
        if (lex_comment(lexer)) {
            return false;
        }
        lexer->at++;
        break;
    case TRI_TOKEN_END:
        lex_rest(lexer, is_first);
        return false;
    default:
        kind = take_punctuation(lexer, kind);
    }
    add(lexer, kind, start);
    return kind == TRI_TOKEN_NEWLINE;
}

void tri_lexer_lines(TriLexer *lexer)
{
    enum { ENOUGH = 32 };
    size_t enough = lexer->tokens.count + ENOUGH;
    bool is_first = true; /* on its line */

    do {
        lexer->at = tri_bicep_skip_blanks(lexer->at, lexer->end);
        if (is_at_end(lexer)) {
            add(lexer, TRI_TOKEN_END, lexer->at);
            return;
        }
        is_first = lex_token(lexer, is_first);
    } while (!is_first || lexer->tokens.count < enough);
}

/* ---- what strings say ---- */

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
        int digit = tri_char_hex(rest.data[at]);

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

bool tri_bicep_decode(TriArena *arena, const TriSource *source, TriStr *text,
                      TriSpan *wrong)
{
    TriText decoded = tri_text(arena);
    TriStr raw = *text;
    uint32_t high = 0;

    for (size_t at = 0; at < raw.size;) {
        if (raw.data[at] != '\\') {
            tri_text_add_char(&decoded, raw.data[at++]);
            high = 0;
            continue;
        }
        size_t size = decode_escape(tri_str_from(raw, at), &decoded, &high);

        if (size == 0) {
            size_t place = (size_t)(raw.data - source->text.data) + at;

            *wrong = tri_span(source, place, place + 2);
            return false;
        }
        at += size;
    }
    *text = tri_text_str(&decoded);
    return true;
}
