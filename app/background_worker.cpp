#include "app/background_worker.h"

#include "core/base/error.h"

#include <new>
#include <utility>

namespace nie {

BackgroundWorker::BackgroundWorker(QObject* parent) : QObject(parent) {}

BackgroundWorker::~BackgroundWorker()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundWorker::start(Work work)
{
    m_thread.request_stop();
    const std::uint64_t id = ++m_runId;
    setBusy(true);
    // The predecessor ends before this work begins, and nobody waits here for it.
    m_thread = std::jthread([this, work = std::move(work), id,
                             before = std::move(m_thread)](const std::stop_token& stop) mutable {
        if (before.joinable())
            before.join();
        carryOut(work, id, stop);
    });
}

void BackgroundWorker::stop()
{
    if (!m_busy)
        return;
    m_thread.request_stop();
    ++m_runId;
    setBusy(false);
}

void BackgroundWorker::carryOut(const Work& work, std::uint64_t id, const std::stop_token& stop)
{
    const auto fail = [this, id](const QString& problem) {
        finish(id, [this, problem] { Q_EMIT failed(problem); });
    };
    try {
        if (!stop.stop_requested())
            finish(id, work(stop, [this, id](Step step) { post(id, std::move(step)); }));
    } catch (const Interrupted&) {
        return;  // whoever asked for it has retired this work
    } catch (const std::bad_alloc&) {
        fail(tr("There is not enough memory for this."));
    } catch (const std::exception& error) {
        fail(QString::fromUtf8(error.what()));
    } catch (...) {
        fail(tr("The work ended for an unknown reason."));
    }
}

void BackgroundWorker::post(std::uint64_t id, Step step)
{
    QMetaObject::invokeMethod(this, [this, id, step = std::move(step)] {
        if (id == m_runId)
            step();
    });
}

void BackgroundWorker::finish(std::uint64_t id, Step step)
{
    post(id, [this, step = std::move(step)] {
        setBusy(false);
        if (step)
            step();
    });
}

void BackgroundWorker::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        Q_EMIT busyChanged(busy);
}

}  // namespace nie
