#ifndef TRI_TESTS_SUPPORT_BENCH_H
#define TRI_TESTS_SUPPORT_BENCH_H

#include "eval/deployment.h"
#include "eval/expand.h"
#include "lint/input.h"

/*
 * What a test needs to look into a template: its JSON read, lowered, deployed.
 *
 * JSON in the tests is written with ' for " and ` for ', so that it can be read in
 * a C string: "{'v': '[concat(`a`)]'}".
 */
typedef struct Bench {
    TriWorkshop workshop;
    TriSink sink; /* findings of the reading */
    TriTemplate *template;
    TriDeployment *deployment;
} Bench;

void bench_open(Bench *bench);
void bench_close(Bench *bench);

/* The text as JSON has it. */
TriStr bench_text(Bench *bench, const char *json);

/* Reads JSON as a file called `path`; the test ends when it is none. */
TriInput *bench_input(Bench *bench, const char *path, const char *json);

/* Lowers a template, and deploys it with a parameter file (NULL: with none). */
TriTemplate *bench_lower(Bench *bench, const char *json);
TriDeployment *bench_deploy(Bench *bench, const char *json, const char *parameters);

/* The value of an expression, quotes as in JSON, in the deployment. */
TriValue bench_eval(Bench *bench, const char *expression);

/* `value` as tricep eval prints it. */
TriStr bench_print(Bench *bench, TriValue value);

/* The resources of the deployment. */
TriInstanceList bench_expand(Bench *bench);

/* A template with these sections, as "'variables': {…}, 'resources': […]". */
TriDeployment *bench_deploy_sections(Bench *bench, const char *sections);

/* Does `work` on a thread with the stack of a worker. It must not end the test:
   cr_expect, not cr_assert. */
void on_worker(void (*work)(void));

#endif
