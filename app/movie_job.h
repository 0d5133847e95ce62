#pragma once

#include "app/background_worker.h"
#include "widgets/movies/movie_recording.h"

#include <QObject>
#include <QString>

#include <memory>

namespace nie {

/// Writes one movie at a time beside the window: frames are computed, drawn and handed over on a
/// thread of its own.
class MovieJob : public QObject {
    Q_OBJECT
public:
    explicit MovieJob(QObject* parent = nullptr);

    bool isRunning() const { return m_worker.isBusy(); }
    void start(std::unique_ptr<MovieFilm> film, const MoviePlan& plan,
               const std::filesystem::path& file, const MovieTools& tools);
    /// Returns at once; what was written of the movie is gone a moment later.
    void cancel() { m_worker.stop(); }

Q_SIGNALS:
    void runningChanged(bool running);
    /// `secondsLeft`: NaN while nobody knows.
    void progressed(const nie::MovieProgress& progress, double secondsLeft);
    void finished(const nie::RecordedMovie& movie);
    void failed(const QString& problem);

private:
    BackgroundWorker m_worker;
};

}  // namespace nie
