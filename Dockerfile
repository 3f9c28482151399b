# The program and the shipped scenarios, for CI: docs/ci says how. Everything is built in the first stage; the second has
# one static binary, the scenarios with their baseline, and the manual.
FROM swift:6.3-noble AS build
WORKDIR /source
COPY . .
RUN swift build -c release --product booking-sim --static-swift-stdlib
RUN install -D "$(swift build -c release --product booking-sim --static-swift-stdlib --show-bin-path)/booking-sim" /image/usr/local/bin/booking-sim
RUN /image/usr/local/bin/booking-sim run scenarios/idle-1.yaml

FROM ubuntu:noble
COPY --from=build /image /
COPY scenarios /scenarios
COPY docs/booking-sim.1 /usr/local/share/man/man1/booking-sim.1
USER 65534:65534
# Paths are seen from here: scenarios/rush-100.yaml.
WORKDIR /
ENTRYPOINT ["booking-sim"]
CMD ["--help"]
