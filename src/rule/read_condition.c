/* Conditions of rule files. */
#include "base/text.h"
#include "rule/check.h"
#include "rule/profile.h"
#include "rule/reader.h"

#include <stddef.h>

/* Conditions inside conditions. */
enum { MOST_DEPTH = 64 };

TriCondition *tri_new_condition(TriReader *reader, TriConditionKind kind)
{
    TriCondition *condition = TRI_NEW(reader->arena, TriCondition);

    *condition = (TriCondition){ .kind = kind,
                                 .level = TRI_LEVEL_COUNT,
                                 .profiles = TRI_PROFILE_ALL };
    return condition;
}

/* A condition, and what of it has been read. */
typedef struct Draft {
    TriCondition condition;
    unsigned operators; /* members that say what holds */
    bool has_subject;   /* a value or a count in place of the path */
} Draft;

/* ---- parts ---- */

static TriStatus read_parts(TriReader *reader, const TriJsonNode *value,
                            TriCondition *condition)
{
    if (value->type != TRI_JSON_ARRAY || value->count == 0) {
        return tri_reader_wrong(reader, value, "expected an array of conditions");
    }
    TriStatus status = TRI_OK;

    condition->parts = TRI_NEW_ARRAY(reader->arena, TriCondition *, value->count);
    tri_json_each_item (item, value) {
        if (tri_read_condition(reader, item,
                               &condition->parts[condition->part_count++]) != TRI_OK) {
            status = TRI_FAILED;
        }
    }
    return status;
}

static TriStatus read_structure(TriReader *reader, const TriJsonNode *value,
                                void *target, TriConditionKind kind)
{
    Draft *draft = target;

    draft->operators++;
    draft->condition.kind = kind;
    return read_parts(reader, value, &draft->condition);
}

static TriStatus read_all_of(TriReader *reader, const TriJsonNode *value, void *target)
{
    return read_structure(reader, value, target, TRI_CONDITION_ALL_OF);
}

static TriStatus read_any_of(TriReader *reader, const TriJsonNode *value, void *target)
{
    return read_structure(reader, value, target, TRI_CONDITION_ANY_OF);
}

static TriStatus read_not(TriReader *reader, const TriJsonNode *value, void *target)
{
    Draft *draft = target;

    draft->operators++;
    draft->condition.kind = TRI_CONDITION_NOT;
    draft->condition.parts = TRI_NEW(reader->arena, TriCondition *);
    draft->condition.part_count = 1;
    return tri_read_condition(reader, value, draft->condition.parts);
}

/* ---- what is looked at ---- */

static TriStatus read_expression(TriReader *reader, const TriJsonNode *value,
                                 void *target)
{
    Draft *draft = target;

    draft->has_subject = true;
    draft->condition.kind = TRI_CONDITION_VALUE;
    return tri_read_text(reader, value, &draft->condition.expression);
}

typedef struct Counted {
    TriPath path;
    TriCondition *where;
} Counted;

static const TriField count_fields[] = {
    TRI_REQUIRED("path", Counted, path, tri_read_path),
    TRI_FIELD("where", Counted, where, tri_read_condition),
};

static const TriShape count_shape = TRI_SHAPE("a count", count_fields, NULL);

static TriStatus read_count(TriReader *reader, const TriJsonNode *value, void *target)
{
    Draft *draft = target;
    Counted counted = { 0 };

    draft->has_subject = true;
    draft->condition.kind = TRI_CONDITION_COUNT;
    if (tri_read_object(reader, value, &count_shape, &counted) != TRI_OK) {
        return TRI_FAILED;
    }
    draft->condition.counted = counted.path;
    draft->condition.counted_where = counted.where;
    return TRI_OK;
}

/* ---- relations ---- */

static const TriField referrer_fields[] = {
    TRI_REQUIRED("resourceType", TriRelation, types, tri_read_types),
    TRI_FIELD("name", TriRelation, name, tri_read_text),
    TRI_FIELD("where", TriRelation, where, tri_read_condition),
    TRI_FIELD("exists", TriRelation, exists, tri_read_bool),
};

static const TriField referred_fields[] = {
    TRI_REQUIRED("resourceType", TriRelation, types, tri_read_types),
    TRI_REQUIRED("path", TriRelation, id, tri_read_path),
    TRI_FIELD("where", TriRelation, where, tri_read_condition),
    TRI_FIELD("exists", TriRelation, exists, tri_read_bool),
};

static const TriShape referrer_shape = TRI_SHAPE("'references'", referrer_fields, NULL);
static const TriShape referred_shape = TRI_SHAPE("'refersTo'", referred_fields, NULL);

static TriStatus read_relation(TriReader *reader, const TriJsonNode *value,
                               void *target, const TriShape *shape)
{
    Draft *draft = target;
    TriRelation *relation = &draft->condition.relation;

    draft->operators++;
    draft->condition.kind = TRI_CONDITION_RELATION;
    relation->exists = true;
    return tri_read_object(reader, value, shape, relation);
}

static TriStatus read_references(TriReader *reader, const TriJsonNode *value,
                                 void *target)
{
    return read_relation(reader, value, target, &referrer_shape);
}

static TriStatus read_refers_to(TriReader *reader, const TriJsonNode *value,
                                void *target)
{
    return read_relation(reader, value, target, &referred_shape);
}

/* ---- restrictions ---- */

typedef struct Versions {
    TriStr least;
    TriStr most;
} Versions;

static const TriField version_fields[] = {
    TRI_FIELD("min", Versions, least, tri_read_text),
    TRI_FIELD("max", Versions, most, tri_read_text),
};

static const TriShape version_shape =
    TRI_SHAPE("an API version range", version_fields, NULL);

static TriStatus read_versions(TriReader *reader, const TriJsonNode *value,
                               void *target)
{
    Draft *draft = target;
    Versions versions = { 0 };

    if (tri_read_object(reader, value, &version_shape, &versions) != TRI_OK) {
        return TRI_FAILED;
    }
    draft->condition.least_version = versions.least;
    draft->condition.most_version = versions.most;
    return TRI_OK;
}

static TriStatus read_undecided(TriReader *reader, const TriJsonNode *value,
                                void *target)
{
    static const TriStr words[] = { TRI_STR_INIT("pass"), TRI_STR_INIT("fail") };
    size_t place;

    if (tri_read_word(reader, value, words, 2, &place) != TRI_OK) {
        return TRI_FAILED;
    }
    *(TriVerdict *)target = place == 0 ? TRI_VERDICT_PASS : TRI_VERDICT_FAIL;
    return TRI_OK;
}

/* ---- operators ---- */

static TriStatus compile_pattern(TriReader *reader, const TriJsonNode *value,
                                 TriCondition *condition)
{
    TriError error = { reader->arena, { 0 } };

    return tri_pattern_compile(reader->arena, condition->operand.string,
                               &condition->pattern, &error) == TRI_OK
               ? TRI_OK
               : tri_reader_wrong(reader, value, "%.*s", TRI_ARG(error.message));
}

static TriReadOther read_operator;

static const TriField fields[] = {
    TRI_FIELD("resourceType", Draft, condition.types, tri_read_types),
    TRI_FIELD("path", Draft, condition.path, tri_read_path),
    TRI_FIELD("where", Draft, condition.where, tri_read_condition),
    TRI_WHOLE("value", read_expression),
    TRI_WHOLE("count", read_count),
    TRI_WHOLE("allOf", read_all_of),
    TRI_WHOLE("anyOf", read_any_of),
    TRI_WHOLE("not", read_not),
    TRI_WHOLE("references", read_references),
    TRI_WHOLE("refersTo", read_refers_to),
    TRI_WHOLE("apiVersion", read_versions),
    TRI_FIELD("undecided", Draft, condition.undecided, read_undecided),
    TRI_FIELD("level", Draft, condition.level, tri_read_level),
    TRI_FIELD("message", Draft, condition.message, tri_read_text),
    TRI_FIELD("profiles", Draft, condition.profiles, tri_read_profiles),
};

static const TriShape shape = TRI_SHAPE("a condition", fields, read_operator);

static TriStatus read_operator(TriReader *reader, const TriJsonNode *name, void *object)
{
    TriStr key = tri_json_string(reader->arena, reader->json, name);
    TriCondition *condition = &((Draft *)object)->condition;
    TriStr trouble;

    ((Draft *)object)->operators++;
    condition->test = tri_operator_find(key);
    if (condition->test == NULL) {
        return tri_reader_unknown(reader, name, &shape, tri_operators,
                                  tri_operator_count);
    }
    if (tri_read_value(reader, name + 1, &condition->operand) != TRI_OK) {
        return TRI_FAILED;
    }
    trouble = tri_operator_trouble(reader->arena, condition->test, condition->operand);
    if (trouble.size > 0) {
        return tri_reader_wrong(reader, name + 1, "%.*s", TRI_ARG(trouble));
    }
    return tri_operator_has_pattern(condition->test)
               ? compile_pattern(reader, name + 1, condition)
               : TRI_OK;
}

static TriStatus check_draft(const TriReader *reader, const TriJsonNode *node,
                             const Draft *draft)
{
    if (draft->operators != 1) {
        return tri_reader_wrong(reader, node,
                                "a condition needs exactly one operator, not %u",
                                draft->operators);
    }
    if (draft->has_subject && draft->condition.test == NULL) {
        return tri_reader_wrong(reader, node,
                                "'value' and 'count' are compared by an operator");
    }
    return TRI_OK;
}

TriStatus tri_read_condition(TriReader *reader, const TriJsonNode *value, void *target)
{
    TriCondition *condition = tri_new_condition(reader, TRI_CONDITION_TEST);
    Draft draft = { .condition = *condition };

    if (reader->depth >= MOST_DEPTH) {
        return tri_reader_wrong(reader, value, "conditions are nested deeper than %d",
                                MOST_DEPTH);
    }
    reader->depth++;
    TriStatus status = tri_read_object(reader, value, &shape, &draft);

    reader->depth--;
    if (status != TRI_OK || check_draft(reader, value, &draft) != TRI_OK) {
        return TRI_FAILED;
    }
    *condition = draft.condition;
    *(TriCondition **)target = condition;
    return TRI_OK;
}
