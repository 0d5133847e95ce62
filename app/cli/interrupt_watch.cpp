#include "app/cli/interrupt_watch.h"

#include <csignal>
#include <ctime>
#include <pthread.h>
#include <utility>

namespace nie::cli {

namespace {

sigset_t interruptions()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

/// Ends the program the way the signal would have ended it.
void endBy(int signal)
{
    std::signal(signal, SIG_DFL);
    const sigset_t set = interruptions();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    std::raise(signal);
}

}  // namespace

InterruptWatch::InterruptWatch(std::function<void()> onInterrupt)
    : m_onInterrupt(std::move(onInterrupt))
{
    const sigset_t set = interruptions();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_thread = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

InterruptWatch::~InterruptWatch()
{
    m_thread.request_stop();
    m_thread.join();
    const sigset_t set = interruptions();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void InterruptWatch::watch(const std::stop_token& stop)
{
    constexpr timespec kPatience{0, 50'000'000};  // how long the destructor may have to wait, 50 ms
    const sigset_t set = interruptions();
    bool interrupted = false;
    while (!stop.stop_requested()) {
        const int signal = sigtimedwait(&set, nullptr, &kPatience);
        if (signal < 0)
            continue;
        if (interrupted)
            endBy(signal);
        interrupted = true;
        m_onInterrupt();
    }
}

}  // namespace nie::cli
