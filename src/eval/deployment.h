#ifndef TRI_EVAL_DEPLOYMENT_H
#define TRI_EVAL_DEPLOYMENT_H

#include "eval/eval.h"
#include "source/finding.h"

/*
 * Deploys `template` as a root with the values of a parameter file; `givens` may
 * be NULL. `uri` is the file URI of the template, empty when it has none.
 */
TriDeployment *tri_deploy(TriEval *eval, const TriTemplate *template,
                          const TriGivens *givens, TriStr uri);

/*
 * Deploys `template` as what the deployment resource `caller` deploys: its
 * properties.parameters are the values, evaluated where the caller stands, or
 * `givens` are, from a linked parameter file (NULL: none).
 */
TriDeployment *tri_deploy_nested(const TriInstance *caller, const TriTemplate *template,
                                 TriStr uri, const TriGivens *givens);

/* The value of a parameter, and of a variable; an unknown name is an error. */
TriValue tri_deployment_parameter(TriDeployment *deployment, TriStr name, TriSpan span);
TriValue tri_deployment_variable(TriDeployment *deployment, TriStr name, TriSpan span);

/* The body of the resource that the template declares with that symbol, which is no
   loop; null when there is none. */
TriValue tri_deployment_declared(TriDeployment *deployment, TriStr symbol);

/* Its id, deferred: what resourceId() makes of its type and name. Null when it is not
   in the scope of the template, or its type is not known. */
TriValue tri_deployment_declared_id(TriDeployment *deployment, TriStr symbol);

/* What is known of the variable at `index` of the template's. */
TriThunk *tri_deployment_thunk(TriDeployment *deployment, size_t index);

/* The binding of a parameter, decided; NULL when it is not declared. */
const TriBinding *tri_deployment_binding(TriDeployment *deployment, TriStr name);

/* What the deployment itself knows of a scope function such as "deployment" or
   "resourceGroup"; null when nothing. */
TriValue tri_deployment_context(TriDeployment *deployment, TriStr function);

/*
 * Reports as parameter-error what is wrong with the values given: undeclared
 * names, wrong types, values that are not allowed, and required parameters that
 * got none.
 */
void tri_deployment_check(TriDeployment *deployment, TriSink *sink);

#endif
