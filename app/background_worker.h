#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <thread>

namespace nie {

/// One thread that does one piece of work for the window at a time; a new piece replaces the one
/// under way. What retired work still sends is dropped by its number.
class BackgroundWorker : public QObject {
    Q_OBJECT
public:
    /// Carried out on the window's thread.
    using Step = std::function<void()>;
    /// Sends a step to the window's thread while the work goes on.
    using Post = std::function<void(Step)>;
    /// Done on the worker's thread; what it returns is carried out at the end on the window's.
    using Work = std::function<Step(const std::stop_token& stop, const Post& post)>;

    explicit BackgroundWorker(QObject* parent = nullptr);
    /// Asks the work to stop and waits for its thread.
    ~BackgroundWorker() override;

    bool isBusy() const { return m_busy; }
    void start(Work work);
    /// Returns at once; the thread ends when the work next looks at its stop token.
    void stop();

Q_SIGNALS:
    void busyChanged(bool busy);
    void failed(const QString& problem);

private:
    void carryOut(const Work& work, std::uint64_t id, const std::stop_token& stop);
    void post(std::uint64_t id, Step step);
    void finish(std::uint64_t id, Step step);
    void setBusy(bool busy);

    bool m_busy = false;
    std::uint64_t m_runId = 0;
    std::jthread m_thread;
};

}  // namespace nie
