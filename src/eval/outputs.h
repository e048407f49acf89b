#ifndef TRI_EVAL_OUTPUTS_H
#define TRI_EVAL_OUTPUTS_H

#include "eval/eval.h"

/*
 * The outputs of the deployment resource that `name` means (its name, its id or
 * its symbolic name; `is_own`: the name of one in the scope of the template), as
 * reference() gives them: an object of {"value": …}. Null when there is no such
 * deployment, or its template is not to be had; unknown when there are more of them
 * than are looked at.
 */
TriValue tri_deployed_outputs(TriDeployment *deployment, TriStr name, bool is_own);

#endif
