#include "app/movie_job.h"

#include <chrono>
#include <limits>
#include <utility>

namespace nie {

namespace {

using MovieClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kReportInterval{50};

/// Tells the window how far a movie is, at most twenty times a second, and when it will be done.
class PacedReport {
public:
    using Send = std::function<void(const MovieProgress& progress, double secondsLeft)>;
    explicit PacedReport(Send send) : m_send(std::move(send)) {}

    void operator()(const MovieProgress& progress)
    {
        const auto now = MovieClock::now();
        const bool newPhase = progress.phase != m_phase || progress.done == 0;
        if (newPhase)
            m_phaseStart = now;
        else if (progress.done < progress.total && now - m_last < kReportInterval)
            return;
        m_phase = progress.phase;
        m_last = now;
        double left = std::numeric_limits<double>::quiet_NaN();
        if (progress.done > 0) {
            const std::chrono::duration<double> since = now - m_phaseStart;
            left = since.count() * static_cast<double>(progress.total - progress.done) /
                   static_cast<double>(progress.done);
        }
        m_send(progress, left);
    }

private:
    Send m_send;
    MovieProgress::Phase m_phase = MovieProgress::Phase::Finishing;
    MovieClock::time_point m_phaseStart;
    MovieClock::time_point m_last;
};

}  // namespace

MovieJob::MovieJob(QObject* parent) : QObject(parent)
{
    connect(&m_worker, &BackgroundWorker::busyChanged, this, &MovieJob::runningChanged);
    connect(&m_worker, &BackgroundWorker::failed, this, &MovieJob::failed);
}

void MovieJob::start(std::unique_ptr<MovieFilm> film, const MoviePlan& plan,
                     const std::filesystem::path& file, const MovieTools& tools)
{
    // The work is copied with the function that does it.
    m_worker.start([this, film = std::shared_ptr<MovieFilm>(std::move(film)), plan, file,
                    tools](const std::stop_token& stop, const BackgroundWorker::Post& post) {
        PacedReport report([this, &post](const MovieProgress& progress, double secondsLeft) {
            post([this, progress, secondsLeft] { Q_EMIT progressed(progress, secondsLeft); });
        });
        const RecordedMovie movie = recordMovie(
            *film, plan, file, tools,
            [&report](const MovieProgress& progress) { report(progress); }, stop);
        return BackgroundWorker::Step([this, movie] { Q_EMIT finished(movie); });
    });
}

}  // namespace nie
