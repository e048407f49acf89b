# An image with nothing in it but the program:
#   docker build -t tricep .
#   docker run --rm -v "$PWD:/src:ro" tricep
FROM debian:12-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        cmake gcc libc6-dev libpcre2-dev libyaml-dev nettle-dev ninja-build \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN cmake --preset release -DBUILD_TESTING=OFF \
    && ninja -C build/release tricep \
    && strip build/release/tricep

FROM scratch
COPY --from=build /build/build/release/tricep /usr/bin/tricep
COPY --from=build /build/packaging/copyright /usr/share/doc/tricep/copyright
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["/usr/bin/tricep"]
