#pragma once

#include <functional>
#include <thread>

namespace nie::cli {

/// Turns the first Ctrl-C (SIGINT) or SIGTERM into a call, made on a thread of its own; the second
/// one ends the program at once. Must be made before any other thread: those made later inherit
/// that they do not take these signals.
class InterruptWatch {
public:
    explicit InterruptWatch(std::function<void()> onInterrupt);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

private:
    void watch(const std::stop_token& stop);

    std::function<void()> m_onInterrupt;
    std::jthread m_thread;
};

}  // namespace nie::cli
