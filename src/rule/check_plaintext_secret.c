/* Secrets as literal text in app settings and connection strings (app-service.md
   5.2). Their values are never said. */
#include "base/placeholder.h"
#include "base/text.h"
#include "eval/known_text.h"
#include "eval/print.h"
#include "rule/check.h"
#include "rule/identity.h"
#include "rule/secret_names.h"

static const char *const types[] = { "Microsoft.Web/sites", "Microsoft.Web/sites/slots",
                                     "Microsoft.Web/sites/config",
                                     "Microsoft.Web/sites/slots/config", NULL };

/* ---- values ---- */

static bool is_made_of(TriStr text, const char *chars)
{
    for (size_t i = 0; i < text.size; i++) {
        if (tri_str_find_char(tri_str_from_c(chars), text.data[i]) == TRI_NOT_FOUND) {
            return false;
        }
    }
    return true;
}

/* Whether it says that something else is to stand here. */
static bool asks_for_value(TriStr text)
{
    static const TriStr parts[] = { TRI_STR_INIT("changeme"), TRI_STR_INIT("change-me"),
                                    TRI_STR_INIT("change_me"),
                                    TRI_STR_INIT("placeholder") };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (tri_str_find_nocase(text, parts[i]) != TRI_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

/* Whether all of it is letters, digits and what may stand between them. */
static bool is_words(TriStr text, TriStr between)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!tri_is_word_char(text.data[i]) &&
            tri_str_find_char(between, text.data[i]) == TRI_NOT_FOUND) {
            return false;
        }
    }
    return true;
}

/* "{your_password}", as the portal shows connection strings, "[password]", "%NAME%". */
static bool is_name_in_marks(TriStr text)
{
    static const char *const marks[] = { "{}", "[]", "%%" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks && text.size > 2; i++) {
        if (text.data[0] == marks[i][0] && text.data[text.size - 1] == marks[i][1]) {
            return is_words(tri_str_slice(text, 1, text.size - 2), TRI_STR("_-. "));
        }
    }
    return false;
}

/* "TODO: from the vault". */
static bool begins_note(TriStr text)
{
    static const TriStr notes[] = { TRI_STR_INIT("TODO"), TRI_STR_INIT("FIXME"),
                                    TRI_STR_INIT("TBD") };
    size_t end = 0;

    while (end < text.size && tri_is_word_char(text.data[end])) {
        end++;
    }
    return tri_str_is_among(tri_str_slice(text, 0, end), notes,
                            sizeof notes / sizeof *notes);
}

/* What people and pipelines write where a secret will stand. */
static bool is_placeholder(TriStr text)
{
    static const TriStr starts[] = { TRI_STR_INIT("<"),
                                     TRI_STR_INIT("GEN-UNIQUE"),
                                     TRI_STR_INIT("GEN-PASSWORD"),
                                     TRI_STR_INIT("your-"),
                                     TRI_STR_INIT("your_"),
                                     TRI_STR_INIT("enter-your"),
                                     TRI_STR_INIT("enter_your"),
                                     TRI_STR_INIT("enter your"),
                                     TRI_STR_INIT("replace-"),
                                     TRI_STR_INIT("replace_"),
                                     TRI_STR_INIT("replaceme"),
                                     TRI_STR_INIT("GEN-SSH-PUB-KEY"),
                                     TRI_STR_INIT("@Microsoft.KeyVault(") };

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (tri_str_has_prefix_nocase(text, starts[i])) {
            return true;
        }
    }
    return tri_begins_placeholder(text) || is_name_in_marks(text) ||
           is_made_of(text, "xX*. ") || asks_for_value(text) || begins_note(text);
}

/* Switches, numbers and addresses are no secrets, whatever they are called. */
static bool is_harmless(TriStr text)
{
    static const TriStr words[] = { TRI_STR_INIT("true"), TRI_STR_INIT("false"),
                                    TRI_STR_INIT("none"), TRI_STR_INIT("null"),
                                    TRI_STR_INIT("undefined") };

    return tri_str_is_among_nocase(text, words, sizeof words / sizeof *words) ||
           is_made_of(text, "0123456789.:") ||
           tri_str_has_prefix_nocase(text, TRI_STR("http://")) ||
           tri_str_has_prefix_nocase(text, TRI_STR("https://"));
}

/* The text in front of the first character that is one of `ends`. */
static TriStr up_to(TriStr text, TriStr ends)
{
    size_t end = 0;

    while (end < text.size &&
           tri_str_find_char(ends, text.data[end]) == TRI_NOT_FOUND) {
        end++;
    }
    return tri_str_slice(text, 0, end);
}

/* A part that is all known, and not what something else is to stand for. */
static bool is_written_out(TriStr part)
{
    return part.size > 0 && tri_str_find_char(part, TRI_TEXT_GAP) == TRI_NOT_FOUND &&
           !is_placeholder(part);
}

/* What a secret stands behind. */
typedef struct SecretKey {
    TriStr name;
    bool is_in_query; /* of an address; elsewhere, such a name says nothing */
} SecretKey;

static const SecretKey secret_keys[] = {
    { TRI_STR_INIT("AccountKey="), false },
    { TRI_STR_INIT("SharedAccessKey="), false },
    { TRI_STR_INIT("Password="), false },
    { TRI_STR_INIT("Pwd="), false },
    { TRI_STR_INIT("sig="), false },
    { TRI_STR_INIT("code="), true },
    { TRI_STR_INIT("subscription-key="), true },
    { TRI_STR_INIT("api-key="), true },
    { TRI_STR_INIT("apikey="), true },
    { TRI_STR_INIT("access_token="), true },
};

/* Of what stands in an address, a key is long, and has letters and digits: words, dates
   and numbers are none. */
enum { FEWEST_OF_KEY = 16 };

static bool is_key_of_query(TriStr part)
{
    size_t digits = 0;
    size_t letters = 0;

    for (size_t i = 0; i < part.size; i++) {
        digits += tri_char_is_digit(part.data[i]);
        letters += tri_char_is_letter(part.data[i]);
    }
    return part.size >= FEWEST_OF_KEY && digits > 0 && letters > 0 &&
           is_words(part, TRI_STR("-_.~+/=%"));
}

/* Whether what stands at `at` is the key, and no end of another name. */
static bool is_key_at(TriStr text, size_t at, const SecretKey *key)
{
    char before = at == 0 ? ' ' : text.data[at - 1];

    return key->is_in_query ? before == '?' || before == '&'
                            : !tri_is_word_char(before);
}

/* "AccountKey=…" anywhere, with a literal behind it. */
static bool has_secret_behind(TriStr text, const SecretKey *key)
{
    TriStr ends = key->is_in_query ? TRI_STR(";&#,\"' ") : TRI_STR(";&\"' ");

    for (size_t at; (at = tri_str_find_nocase(text, key->name)) != TRI_NOT_FOUND;) {
        bool is_key = is_key_at(text, at, key);
        TriStr part = up_to(tri_str_from(text, at + key->name.size), ends);

        if (is_key && is_written_out(part) &&
            (!key->is_in_query || is_key_of_query(part))) {
            return true;
        }
        text = tri_str_from(text, at + key->name.size + (is_key ? part.size : 0));
    }
    return false;
}

static bool has_secret_part(TriStr text)
{
    if (tri_str_find_char(text, '=') == TRI_NOT_FOUND) { /* most have none */
        return false;
    }
    for (size_t i = 0; i < sizeof secret_keys / sizeof *secret_keys; i++) {
        if (has_secret_behind(text, &secret_keys[i])) {
            return true;
        }
    }
    return false;
}

/* "amqp://user:password@host" anywhere, with a literal for the password. */
static bool has_secret_url(TriStr text)
{
    static const TriStr mark = TRI_STR_INIT("://");

    for (size_t at; (at = tri_str_find(text, mark)) != TRI_NOT_FOUND;) {
        TriStr authority =
            up_to(tri_str_from(text, at + mark.size), TRI_STR("/?#\"' "));
        size_t host = tri_str_find_last_char(authority, '@');
        TriStr password = tri_str_slice(authority, 0, host);
        TriStr user;

        tri_str_split(&password, ':', &user);
        if (host != TRI_NOT_FOUND && is_written_out(password)) {
            return true;
        }
        text = tri_str_from(text, at + mark.size + authority.size);
    }
    return false;
}

/* The key of Application Insights tells where data go, and opens nothing. */
static bool is_secret_key(TriStr key)
{
    static const TriStr ends[] = { TRI_STR_INIT("key"),   TRI_STR_INIT("password"),
                                   TRI_STR_INIT("pwd"),   TRI_STR_INIT("secret"),
                                   TRI_STR_INIT("token"), TRI_STR_INIT("sig") };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (tri_str_has_suffix_nocase(key, ends[i])) {
            return !tri_str_eq_nocase(key, TRI_STR("InstrumentationKey"));
        }
    }
    return false;
}

/* "Server=db;Authentication=Active Directory Default": all of it is seen, and none of
   it is a secret. */
static bool is_open_connection(TriStr text)
{
    TriStr part;

    while (tri_str_split(&text, ';', &part)) {
        TriStr value = part;
        TriStr key;

        tri_str_split(&value, '=', &key);
        part = tri_str_trim(part);
        value = tri_str_trim(value);
        if (part.size > 0 &&
            (value.size == 0 || value.data[0] == '=' ||
             (is_secret_key(tri_str_trim(key)) && !is_placeholder(value)))) {
            return false;
        }
    }
    return true;
}

static bool is_inside(TriSpan span, TriSpan around)
{
    return span.source == around.source && span.start >= around.start &&
           span.end <= around.end;
}

static bool is_in_variable(const TriTemplate *template, TriSpan span)
{
    for (size_t i = 0; i < template->variable_count; i++) {
        if (is_inside(span, template->variables[i].value->span)) {
            return true;
        }
    }
    return false;
}

/* A literal of the resource's own text, or of a variable's, is no secret of anyone's,
   though it may stand beside a member that has one for its name, or be what a secure
   parameter is as well. */
static bool is_literal(const TriSpot *place)
{
    const TriExpr *origin = place->value.origin;
    const TriInstance *instance = place->instance;

    return origin != NULL && origin->kind == TRI_EXPR_STRING &&
           (is_inside(origin->span, instance->resource->span) ||
            is_in_variable(instance->deployment->template, origin->span));
}

/* A text that as a whole is replaced is nobody's secret yet. */
static bool has_secret_text(TriStr text)
{
    return !tri_is_placeholder(text) && (has_secret_part(text) || has_secret_url(text));
}

/* DB_PASSWORD: 'DB_PASSWORD' says where something else finds the secret; no connection
   string is a mere word, such as 'StorageConnectionString'. */
static bool is_name_of_secret(TriStr name, TriStr text)
{
    return is_words(text, TRI_STR("_-")) &&
           (tri_str_eq_nocase(name, text) || tri_is_connection_name(text));
}

static bool is_secret(TriStr name, const TriSpot *place)
{
    TriStr text = tri_str_trim(tri_value_written(place->value));

    if (text.size == 0 || (place->value.is_secure && !is_literal(place))) {
        return false;
    }
    if (has_secret_text(text)) {
        return true;
    }
    if (is_placeholder(text) || is_harmless(text) || is_name_of_secret(name, text)) {
        return false;
    }
    return tri_is_secret_name(name) ||
           (tri_is_connection_name(name) && !is_open_connection(text));
}

/* ---- what is left of an expression ---- */

/* More parts of one are not looked at. */
enum { MOST_PARTS = 1000 };

typedef enum Look {
    LOOK_NO_FURTHER,
    LOOK_INSIDE,
    LOOK_FOUND,
} Look;

typedef Look LookAt(TriValue value);

static bool find_part(TriValue value, LookAt *look_at, size_t *parts)
{
    const TriResidual *residual = value.residual;

    if (value.kind != TRI_UNKNOWN || *parts == 0) {
        return false;
    }
    --*parts;
    Look look = look_at(value);
    size_t count = look == LOOK_INSIDE && residual != NULL ? residual->count : 0;

    for (size_t i = 0; i < count; i++) {
        if (find_part(tri_force(residual->arguments[i]), look_at, parts)) {
            return true;
        }
    }
    return look == LOOK_FOUND;
}

static bool has_part(TriValue value, LookAt *look_at)
{
    size_t parts = MOST_PARTS;

    return find_part(value, look_at, &parts);
}

static bool is_call(TriValue value, const char *function)
{
    return value.residual != NULL &&
           tri_residual_calls(value.residual, tri_str_from_c(function));
}

/* A list...() function. A member of settings that are merged may come from any of them:
   those of the app itself are listed as a whole, and what is written stands apart. */
static Look look_for_listed_key(TriValue value)
{
    if (is_call(value, "union") || is_call(value, "shallowMerge")) {
        return LOOK_NO_FURTHER;
    }
    return value.residual != NULL &&
                   tri_str_has_prefix_nocase(value.residual->function, TRI_STR("list"))
               ? LOOK_FOUND
               : LOOK_INSIDE;
}

/* A text of a parameter file that has a secret in it, where texts are put together. */
static Look look_for_written_key(TriValue value)
{
    if (!value.is_secure && has_secret_text(value.unknown->written)) {
        return LOOK_FOUND;
    }
    return is_call(value, "concat") || is_call(value, "format") ? LOOK_INSIDE
                                                                : LOOK_NO_FURTHER;
}

/* So many letters of a text take as long to look at as a step of evaluation. */
enum { LETTERS_A_STEP = 8 };

/* Of a text of which only a part is known, that part. */
static bool has_known_key(const TriChecking *checking, TriValue value)
{
    TriArena scratch = *checking->judge->arena;

    if (value.kind != TRI_UNKNOWN) {
        return false;
    }
    TriStr text = tri_known_text(&scratch, value);

    tri_eval_charge(checking->instance->deployment->eval, text.size / LETTERS_A_STEP);
    return has_secret_text(text);
}

/* ---- places ---- */

static void add_failure(const TriChecking *checking, const TriSpot *place,
                        TriLevel level, const char *what, TriStr name)
{
    TriStr message = tri_format(checking->judge->arena, "{resource} %s: '%.*s'", what,
                                TRI_ARG(name));

    tri_check_answer(checking, place, TRI_VERDICT_FAIL, message);
    tri_list_last(checking->answers).level = level;
    tri_list_last(checking->answers).is_secret = level == TRI_LEVEL_COUNT;
}

/* Whether it is a parameter that nobody gave a value: those allowed are no secrets. */
static bool is_parameter(TriValue value)
{
    return value.kind == TRI_UNKNOWN && is_call(value, "parameters");
}

/* More values that may stand at one place, and in what those are in that may, are not
   looked at; nor are further lists when those before had more items. */
enum { MOST_ALTERNATIVES = 64, MOST_ITEMS = 1000 };

typedef struct Alternatives {
    const TriChecking *checking;
    TriSpotList list;
    size_t left; /* looks at values that are one of several */
    bool is_cut;
} Alternatives;

static void add_known(Alternatives *alternatives, const TriSpot *place)
{
    const TriChecking *checking = alternatives->checking;
    TriSpotList known = tri_check_alternatives(checking, place);

    for (size_t i = 0; i < known.count; i++) {
        tri_list_push(checking->judge->arena, &alternatives->list, known.items[i]);
    }
}

/* Once with each value that may stand there; where the text of a parameter file does,
   that counts, whatever replaces a part of it. */
static void add_alternatives(Alternatives *alternatives, const TriSpot *place)
{
    const TriChecking *checking = alternatives->checking;
    TriValue branches = tri_value_branches(place->value);
    size_t count = branches.kind == TRI_UNKNOWN ? branches.unknown->choice_count : 0;

    if (tri_value_written(place->value).size > 0) {
        tri_list_push(checking->judge->arena, &alternatives->list, *place);
        return;
    }
    if (count > alternatives->left) {
        alternatives->is_cut = true;
        return;
    }
    if (is_parameter(place->value)) {
        return;
    }
    if (count == 0) {
        add_known(alternatives, place);
        return;
    }
    alternatives->left -= count;
    for (size_t i = 0; i < count; i++) {
        TriSpot one = *place;

        one.value = branches.unknown->choices[i];
        add_alternatives(alternatives, &one);
    }
}

/* What stands there is not all looked at, so there may be a secret in it. Of many in a
   row, one is told. */
static void add_cut(const TriChecking *checking, const TriSpot *place)
{
    if (checking->answers->count == 0 ||
        tri_list_last(checking->answers).verdict != TRI_VERDICT_UNDECIDED) {
        tri_check_answer(checking, place, TRI_VERDICT_UNDECIDED, TRI_STR(""));
        tri_list_last(checking->answers).is_secret = true;
    }
}

/* All of them. `*most` is how many there may be; then, of what is in one of them. */
static TriSpotList alternatives_of(const TriChecking *checking, const TriSpot *place,
                                   size_t *most)
{
    Alternatives alternatives = { .checking = checking, .left = *most };

    add_alternatives(&alternatives, place);
    if (alternatives.is_cut) {
        add_cut(checking, place);
    }
    if (alternatives.list.count > 0) {
        *most /= alternatives.list.count;
    }
    return alternatives.list;
}

static void check_value(const TriChecking *checking, TriStr name, TriStr told,
                        const TriSpot *place)
{
    bool is_strict = checking->judge->profile == TRI_PROFILE_STRICT;

    if (tri_eval_is_spent(checking->instance->deployment->eval)) {
        add_cut(checking, place);
    } else if (is_secret(name, place) || has_known_key(checking, place->value) ||
               has_part(place->value, look_for_written_key)) {
        add_failure(checking, place, TRI_LEVEL_COUNT,
                    "has a secret as plain text in a setting", told);
    } else if (is_strict && has_part(place->value, look_for_listed_key)) {
        add_failure(checking, place, TRI_LEVEL_INFO,
                    "keeps a key of another resource in a setting", told);
    }
}

/* A setting called `name`, in messages `told`, whose value stands at `place`. A secret
   is in the template, whatever else the value may be. */
static void check_setting(const TriChecking *checking, TriStr name, TriStr told,
                          const TriSpot *place, size_t most)
{
    TriSpotList values = alternatives_of(checking, place, &most);

    for (size_t i = 0; i < values.count; i++) {
        check_value(checking, name, told, &values.items[i]);
    }
}

/* An object with a name and a value. */
static void check_item(const TriChecking *checking, const TriSpot *item,
                       const char *value, size_t most)
{
    TriSpotList items = alternatives_of(checking, item, &most);

    for (size_t i = 0; i < items.count; i++) {
        TriSpot name = tri_check_member(checking, &items.items[i], "name");
        TriSpot place = tri_check_member(checking, &items.items[i], value);
        TriStr text = name.value.kind == TRI_STRING ? name.value.string : TRI_STR("");

        check_setting(checking, text, tri_told_name(text, name.value.is_secure), &place,
                      most);
    }
}

/* The items of what may stand at a place, or all members. */
static TriSpotList parts_of(const TriChecking *checking, const TriSpot *place,
                            TriSegmentKind kind, size_t *most)
{
    TriSpotList wholes = alternatives_of(checking, place, most);
    TriSpotList list = { 0 };

    for (size_t i = 0; i < wholes.count; i++) {
        if (list.count > MOST_ITEMS && i > 0) {
            add_cut(checking, place);
            break;
        }
        TriSpotList parts = tri_check_parts(checking, &wholes.items[i], kind);

        for (size_t j = 0; j < parts.count; j++) {
            tri_list_push(checking->judge->arena, &list, parts.items[j]);
        }
    }
    return list;
}

static void check_list(const TriChecking *checking, const char *path, const char *value)
{
    TriSpotList lists = tri_check_places(checking, path);

    for (size_t i = 0; i < lists.count; i++) {
        size_t most = MOST_ALTERNATIVES;
        TriSpotList items =
            parts_of(checking, &lists.items[i], TRI_SEGMENT_ITEMS, &most);

        for (size_t j = 0; j < items.count; j++) {
            check_item(checking, &items.items[j], value, most);
        }
    }
}

/* Members of `properties`; their values are texts, or objects with a value. */
static void check_members(const TriChecking *checking, bool are_objects)
{
    TriSpot properties = tri_check_places(checking, "properties").items[0];
    size_t most = MOST_ALTERNATIVES;
    TriSpotList members = parts_of(checking, &properties, TRI_SEGMENT_ALL, &most);

    for (size_t i = 0; i < members.count; i++) {
        const TriSpot *member = &members.items[i];

        if (member->count == properties.count) { /* of which no member is known */
            continue;
        }
        TriKey key = member->keys[member->count - 1];
        TriSpot value =
            are_objects ? tri_check_member(checking, member, "value") : *member;

        check_setting(checking, key.name, tri_key_text(key), &value, most);
    }
}

static void run(const TriChecking *checking)
{
    TriStr type = tri_check_type(checking);
    TriStr name =
        tri_name_key(checking->judge->arena, tri_instance_name(checking->instance));
    TriSpot root = tri_spot_of(checking->instance);
    size_t before = checking->answers->count;

    if (tri_str_has_suffix(name, TRI_STR("/appsettings"))) {
        check_members(checking, false);
    } else if (tri_str_has_suffix(name, TRI_STR("/connectionstrings"))) {
        check_members(checking, true);
    } else if (tri_str_has_suffix_nocase(type, TRI_STR("/config"))) {
        return;
    } else {
        check_list(checking, "properties.siteConfig.appSettings", "value");
        check_list(checking, "properties.siteConfig.connectionStrings",
                   "connectionString");
    }
    if (checking->answers->count == before) {
        tri_check_answer(checking, &root, TRI_VERDICT_PASS, TRI_STR(""));
    }
}

const TriCheck tri_check_plaintext_secret = {
    .name = TRI_STR_INIT("plaintext-secret"),
    .types = types,
    .takes_each = true,
    .run = run,
};
