#ifndef TRI_RULE_PROFILE_H
#define TRI_RULE_PROFILE_H

#include "base/str.h"

/* Sets of rules (app-service.md 5). Values are added up to sets. */
typedef enum TriProfile {
    TRI_PROFILE_DEFAULT = 1,
    TRI_PROFILE_STRICT = 2,
    TRI_PROFILE_AZURE_POLICY = 4,
    TRI_PROFILE_CIS = 8,
} TriProfile;

#define TRI_PROFILE_ALL 15u

typedef struct TriProfileInfo {
    TriStr name;
    TriProfile profile;
} TriProfileInfo;

extern const TriProfileInfo tri_profiles[];
extern const size_t tri_profile_count;

/* The profile called `name`; 0 when there is none. */
unsigned tri_profile_find(TriStr name);

#endif
