#include "rule/profile.h"

const TriProfileInfo tri_profiles[] = {
    { TRI_STR_INIT("default"), TRI_PROFILE_DEFAULT },
    { TRI_STR_INIT("strict"), TRI_PROFILE_STRICT },
    { TRI_STR_INIT("azure-policy"), TRI_PROFILE_AZURE_POLICY },
    { TRI_STR_INIT("cis"), TRI_PROFILE_CIS },
};

const size_t tri_profile_count = sizeof tri_profiles / sizeof *tri_profiles;

unsigned tri_profile_find(TriStr name)
{
    for (size_t i = 0; i < tri_profile_count; i++) {
        if (tri_str_eq(tri_profiles[i].name, name)) {
            return tri_profiles[i].profile;
        }
    }
    return 0;
}
