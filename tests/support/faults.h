#ifndef TRI_TESTS_FAULTS_H
#define TRI_TESTS_FAULTS_H

/*
 * The system as it can be, for the files of src/base that talk to it: the program
 * `tricep_faulty` has them compiled with this header in front. What goes wrong is said
 * by variables of the environment, all of them numbers (faults.c).
 */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

ssize_t faulty_read(int file, void *bytes, size_t size);
ssize_t faulty_write(int file, const void *bytes, size_t size);
int faulty_openat(int folder, const char *name, int flags, int mode);
int faulty_fstat(int file, struct stat *status);
ssize_t faulty_getdents64(int folder, void *bytes, size_t size);
int faulty_close(int file);
int faulty_rename(const char *from, const char *to);
void *faulty_mmap(void *at, size_t size, int rights, int flags, int file, off_t start);
int faulty_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                          void *(*start)(void *), void *argument);
int faulty_posix_spawnp(pid_t *id, const char *file,
                        const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const *words,
                        char *const *environment);
pid_t faulty_waitpid(pid_t id, int *status, int options);

#ifndef TRI_TESTS_FAULTS_ARE_REAL
#define read faulty_read
#define write faulty_write
#define openat faulty_openat
#define fstat faulty_fstat
#define getdents64 faulty_getdents64
#define close faulty_close
#define rename faulty_rename
#define mmap faulty_mmap
#define pthread_create faulty_pthread_create
#define posix_spawnp faulty_posix_spawnp
#define waitpid faulty_waitpid
#endif

#endif
