#ifndef TRI_BASE_PLACEHOLDER_H
#define TRI_BASE_PLACEHOLDER_H

#include "base/str.h"

/*
 * Whether something in `text` is replaced before anybody deploys it: a variable of azd
 * or of the Teams Toolkit (${NAME}, ${NAME=default}, ${{NAME}}), a token of Octopus,
 * Azure Pipelines or a text template (#{NAME}#, $(NAME), {{NAME}}, and __NAME__ as all
 * of it), one of the Azure Verified Modules (#_NAME_#), or what the pipeline of the
 * quickstart templates makes up (GEN-UNIQUE).
 */
bool tri_has_placeholder(TriStr text);

/* Whether `text` begins as such a token does, whatever follows. */
bool tri_begins_placeholder(TriStr text);

/* Whether one such token is all of `text`. */
bool tri_is_placeholder(TriStr text);

#endif
