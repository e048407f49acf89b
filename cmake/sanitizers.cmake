# Build types beside CMake's own: Sanitize (addresses, undefined behaviour) and
# Thread (data races).
set(CMAKE_C_FLAGS_SANITIZE
  "-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"
  CACHE STRING "Flags of the build type Sanitize")
set(CMAKE_EXE_LINKER_FLAGS_SANITIZE "-fsanitize=address,undefined" CACHE STRING "")
set(CMAKE_C_FLAGS_THREAD "-O1 -g -fno-omit-frame-pointer -fsanitize=thread"
  CACHE STRING "Flags of the build type Thread")
set(CMAKE_EXE_LINKER_FLAGS_THREAD "-fsanitize=thread" CACHE STRING "")
mark_as_advanced(CMAKE_C_FLAGS_SANITIZE CMAKE_EXE_LINKER_FLAGS_SANITIZE
                 CMAKE_C_FLAGS_THREAD CMAKE_EXE_LINKER_FLAGS_THREAD)
