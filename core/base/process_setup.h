#pragma once

namespace nie {

/// First thing in main() of a program that computes. Waiting OpenMP threads spin by default and
/// take the cores that others need; the runtime reads that setting once, when it is loaded, which
/// is before main(): so the program starts itself again with OMP_WAIT_POLICY=passive, unless the
/// variable is set. Where that cannot be done, threads spin.
void restartWithPassiveThreads(char** arguments);

/// Has the allocator (glibc's; others do as they do) keep up to 1 GB of freed memory. By default it
/// returns what is more than a few MB to the system after every step of a training and gets it
/// again, page by page, in the next one: on 16,000 tokens that took three quarters of the time.
void keepFreedMemory();

}  // namespace nie
