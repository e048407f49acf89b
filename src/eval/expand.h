#ifndef TRI_EVAL_EXPAND_H
#define TRI_EVAL_EXPAND_H

#include "base/list.h"
#include "eval/eval.h"

/*
 * The resources of a deployment, as deployed (arm-language.md 8, 10): loops
 * instance by instance, children with joined types and names, and what the
 * deployments among them deploy. Members are evaluated when asked for.
 */
struct TriInstance {
    const TriResource *resource;
    TriDeployment *deployment; /* whose expressions it has */
    const TriScope *scope;     /* that deployment's, or of the loop */
    const TriInstance *parent; /* the resource it is written inside, or NULL */
    const TriInstance *caller; /* the deployment that deploys it, or NULL */
    TriValue type;             /* joined: a string, or unknown */
    TriValue condition;        /* its own: true, false or unknown */
    TriValue loop_count;       /* null without a loop; an int or unknown */
    TriValue index;            /* in the loop: null, an int or unknown */
    /* Where there is a loop, its own or around: the first of the copies that only the
       indices tell apart, perhaps itself. */
    TriInstance *first;
    TriInstance *again; /* the next of those that deploy just what the first of them
                           does (repeated.h), or NULL */
    size_t times;       /* see tri_instance_times, of what it deploys; 0: not counted */
    bool is_singular;   /* its type, condition or link hangs on an index already */
    bool is_deployed;   /* by existing, its own condition and those of its callers */
    bool is_too_deep;   /* unlinked, because there are too many deployments around */
    TriStr unlinked;    /* a deployment whose template is not to be had: why */
    TriStr unlinked_values;  /* the same of the file with its parameters */
    TriDeployment *deployed; /* what a deployment makes; NULL: none of its own */
    /* The file it links to that is not followed: nothing wanted is in it. Else NULL. */
    const TriSource *passed_over;
    TriValue body; /* the object, lazily */
};

typedef TRI_LIST(TriInstance *) TriInstanceList;

/* More instances than this are not made; the list ends there. */
#define TRI_MOST_INSTANCES 20000

/*
 * Appends every resource of `deployment` to `list`, in document order: instance
 * by instance, a parent before its children, a deployment before what it deploys.
 * A loop of no or of unknown count gives one instance. False when there are more
 * than TRI_MOST_INSTANCES.
 */
bool tri_expand(TriDeployment *deployment, TriInstanceList *list);

/* The same without resources that are not wanted (wanted.h). What is deployed again
   exactly as before is counted instead of listed (repeated.h). */
bool tri_expand_wanted(TriDeployment *deployment, const TriWanted *wanted,
                       TriInstanceList *list);

/* How many resources it stands for: one for each time that the deployment it is in is
   deployed, counting those that deploy exactly the same (repeated.h). */
size_t tri_instance_times(const TriInstance *instance);

/* Whether it is a copy of a loop, other than the first, that has the same type,
   condition and link as the first. */
bool tri_instance_is_copy(const TriInstance *instance);

/* Whether it is a deployment, or a stack of one: a resource that deploys a nested or
   linked template; and whether it is a stack. */
bool tri_instance_is_deployment(const TriInstance *instance);
bool tri_instance_is_stack(const TriInstance *instance);

/* A resource of a template that is in no list and counts as deployed. `scope` is that
   of the template or of a loop. */
TriInstance *tri_instance_alone(TriDeployment *deployment, const TriResource *resource,
                                const TriScope *scope);

/* Sets `deployed` of a deployment resource; where there is no template for it,
   `unlinked` or `passed_over` say why. None of them is set when it is evaluated as part
   of the deployment around it. `for_wanted`: see TriLinker. */
void tri_instance_deploy(TriInstance *instance, bool for_wanted);

/* Whether the body of a deployment says that it goes to another scope than that of its
   template. */
bool tri_goes_elsewhere(TriExpr *body);

/* The name, joined with that of its parents: a string, or unknown. */
TriValue tri_instance_name(const TriInstance *instance);

/* Member `name` of the resource, or of its properties, evaluated; null when it is
   not there. */
TriValue tri_instance_member(const TriInstance *instance, const char *name);
TriValue tri_instance_property(const TriInstance *instance, const char *name);

#endif
