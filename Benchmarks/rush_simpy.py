"""The rush model of RushModel.swift in SimPy, to compare runtimes: prints nanoseconds per event (one event, one sleep).

Usage: pip install simpy && python3 Benchmarks/rush_simpy.py [users]
"""

import collections
import sys
import time

import simpy


def rush(users):
    environment = simpy.Environment()
    window = collections.deque()
    events = 0

    def user():
        nonlocal events
        for _ in range(10):
            back_off = 1
            while True:
                while window and window[0] <= environment.now - 10:
                    window.popleft()
                events += 1
                if len(window) < 100:
                    window.append(environment.now)
                    yield environment.timeout(0.2)
                    break
                yield environment.timeout(0.02)
                events += 1
                yield environment.timeout(back_off)
                back_off = min(back_off * 2, 64)

    for _ in range(users):
        environment.process(user())
    start = time.perf_counter()
    environment.run()
    return events, (time.perf_counter() - start) * 1e9 / events


if __name__ == "__main__":
    users = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    runs = [rush(users) for _ in range(5)]
    print(f"SimPy, {users} users: {runs[0][0]} events, {min(ns for _, ns in runs):.0f} ns per event (best of 5)")
