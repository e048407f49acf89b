#ifndef TRI_EVAL_OUTPUTS_H
#define TRI_EVAL_OUTPUTS_H

#include "eval/eval.h"

/*
 * The outputs of a deployment that `deployment` deploys, as reference() returns them:
 * an object of {"value": …}. `name` is its name, its id or its symbolic name; `is_own`:
 * it is the name of one in the template's own scope.
 *
 * Null when there is no such deployment or its template cannot be had. Unknown when
 * there are too many deployments to look through.
 */
TriValue tri_deployed_outputs(TriDeployment *deployment, TriStr name, bool is_own);

#endif
