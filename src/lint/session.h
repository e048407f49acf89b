#ifndef TRI_LINT_SESSION_H
#define TRI_LINT_SESSION_H

#include "eval/deployment.h"
#include "lint/input.h"
#include "lint/linker.h"

/* One deployment to look into: what `eval` and `expand` work on. */
typedef struct TriSession {
    TriWorkshop workshop;
    TriSink sink; /* findings made on the way */
    TriFileLinker linker;
    TriInput *input;
    const TriTemplate *template;
    TriDeployment *deployment;
} TriSession;

/* Files of a session; empty ones are left out. */
typedef struct TriSessionFiles {
    TriStr template; /* empty: a template without anything in it */
    TriStr parameters;
    TriStr context;
    TriStr module_cache;
    TriStr root; /* report root (input.h) */
} TriSessionFiles;

typedef enum TriSessionStatus {
    TRI_SESSION_OK,
    TRI_SESSION_INVALID, /* a file cannot be parsed */
    TRI_SESSION_FAILED,  /* a file cannot be read, or is no template */
} TriSessionStatus;

/* Reads the files and deploys the template; whatever goes wrong is in `error`. */
TriSessionStatus tri_session_open(TriSession *session, const TriSessionFiles *files,
                                  TriError *error);
void tri_session_close(TriSession *session);

#endif
