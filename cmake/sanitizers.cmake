# Build types beside CMake's own: Sanitize (addresses, undefined behaviour) and
# Thread (data races). Plain variables, because project() has made empty cache
# entries for the build type already.
set(CMAKE_C_FLAGS_SANITIZE
    "-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all")
set(CMAKE_EXE_LINKER_FLAGS_SANITIZE "-fsanitize=address,undefined")
set(CMAKE_C_FLAGS_THREAD "-O1 -g -fno-omit-frame-pointer -fsanitize=thread")
set(CMAKE_EXE_LINKER_FLAGS_THREAD "-fsanitize=thread")
