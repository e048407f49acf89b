#ifndef TRI_RULE_CHECK_H
#define TRI_RULE_CHECK_H

#include "rule/judge.h"
#include "json/document.h"

/* Until when versions of a stack are looked after. */
typedef struct TriRelease {
    TriStr stack;
    TriStr version;
    TriStr end; /* a date */
} TriRelease;

struct TriReleases {
    TriStr date; /* the day that counts as today */
    TRI_LIST(TriRelease) list;
};

/*
 * Tests that JSON cannot say: one file src/rule/check_<name>.c, which makes
 * tri_check_<name>, and one row in checks.c each.
 */
typedef struct TriChecking {
    const TriJudge *judge;
    const TriRule *rule;
    const TriInstance *instance;
    const TriCondition *condition; /* with the options */
    TriAnswerList *answers;
} TriChecking;

struct TriCheck {
    TriStr name;
    const char *const *types; /* of resources; NULL at the end */
    bool takes_each; /* of a value that can be several, it looks at each for itself */
    /* Reads the options of a rule (NULL: none); NULL for a check that has none. */
    TriStatus (*read)(TriArena *arena, const TriJson *json, const TriJsonNode *options,
                      const TriReleases **read, TriError *error);
    /* Adds an answer for each place it has something to say of. */
    void (*run)(const TriChecking *checking);
};

/* The check called `name`; NULL when there is none. */
const TriCheck *tri_check_find(TriStr name);

/* The type of what is judged: where a child stands for its parent (overlay.h), of that.
 */
TriStr tri_check_type(const TriChecking *checking);

/* The places of `path`, a path of a rule. */
TriSpotList tri_check_places(const TriChecking *checking, const char *path);

/* Member `name` of what stands at a place. */
TriSpot tri_check_member(const TriChecking *checking, const TriSpot *place,
                         const char *name);

/* All items of what stands at a place, or all its members; its alternatives where
   nobody knows which of several values that is. */
TriSpotList tri_check_parts(const TriChecking *checking, const TriSpot *place,
                            TriSegmentKind kind);

/* The place, once with each value that may stand there. */
TriSpotList tri_check_alternatives(const TriChecking *checking, const TriSpot *place);

/* Adds an answer of the rule's level; `message` is the rule's when empty. */
void tri_check_answer(const TriChecking *checking, const TriSpot *place,
                      TriVerdict verdict, TriStr message);

extern const TriCheck tri_check_plaintext_secret;
extern const TriCheck tri_check_runtime_end_of_life;

#endif
