#include "rule/check.h"

#include "rule/overlay.h"

static const TriCheck *const checks[] = {
    &tri_check_plaintext_secret,
    &tri_check_runtime_end_of_life,
};

const TriCheck *tri_check_find(TriStr name)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (tri_str_eq(checks[i]->name, name)) {
            return checks[i];
        }
    }
    return NULL;
}

TriStr tri_check_type(const TriChecking *checking)
{
    TriStr type = checking->instance->type.string;

    return checking->judge->alone == NULL ? type : tri_type_of_parent(type);
}

TriSpotList tri_check_places(const TriChecking *checking, const char *path)
{
    TriError error = { checking->judge->arena, { 0 } };
    TriSpotList list = { 0 };
    TriPath parsed;

    if (tri_path_parse(checking->judge->arena, tri_str_from_c(path), &parsed, &error) ==
        TRI_OK) {
        tri_judge_find(checking->judge, checking->rule, checking->instance, &parsed,
                       &list);
    }
    return list;
}

TriSpot tri_check_member(const TriChecking *checking, const TriSpot *place,
                         const char *name)
{
    TriSegment segment = { .name = tri_str_from_c(name) };
    TriSpotList list = { 0 };

    tri_spot_find(checking->judge->arena, place, &segment, 1, &list);
    return list.items[0];
}

TriSpotList tri_check_alternatives(const TriChecking *checking, const TriSpot *place)
{
    TriArena *arena = checking->judge->arena;
    TriSpotList list = { 0 };
    TriValue value = place->value;
    size_t count = value.kind == TRI_UNKNOWN ? value.unknown->choice_count : 0;

    if (count == 0) {
        tri_list_push(arena, &list, *place);
    }
    for (size_t i = 0; i < count; i++) {
        TriSpot one = *place;

        one.value = tri_value_choice(value, i);
        tri_list_push(arena, &list, one);
    }
    return list;
}

TriSpotList tri_check_parts(const TriChecking *checking, const TriSpot *place,
                            TriSegmentKind kind)
{
    TriSegment segment = { .kind = kind };
    TriSpotList alternatives = tri_check_alternatives(checking, place);
    TriSpotList list = { 0 };

    for (size_t i = 0; i < alternatives.count; i++) {
        tri_spot_find(checking->judge->arena, &alternatives.items[i], &segment, 1,
                      &list);
    }
    return list;
}

void tri_check_answer(const TriChecking *checking, const TriSpot *place,
                      TriVerdict verdict, TriStr message)
{
    TriAnswer answer = { .verdict = verdict,
                         .place = *place,
                         .by = checking->condition,
                         .cause = verdict == TRI_VERDICT_UNDECIDED ? place->value
                                                                   : tri_value_null(),
                         .level = TRI_LEVEL_COUNT,
                         .message = message };

    tri_list_push(checking->judge->arena, checking->answers, answer);
}
