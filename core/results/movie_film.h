#pragma once

#include "core/results/checkpoint_list.h"
#include "core/results/fields/field_ranges.h"
#include "core/results/movie_plan.h"
#include "core/results/standard_figures.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace nie {

/// How far a movie is.
struct MovieProgress {
    enum class Phase {
        Predicting,  ///< what has to be computed before the first frame
        Drawing,     ///< frames
        Finishing,   ///< a file is made of them; total 0: nobody knows how long it takes
    };
    Phase phase = Phase::Drawing;
    std::int64_t done = 0;
    std::int64_t total = 0;
};
using MovieReport = std::function<void(const MovieProgress&)>;

/// The frames of a movie, as figures made one at a time.
class MovieFilm {
public:
    virtual ~MovieFilm() = default;
    /// Computes what the frames need; once, before the first. Throws InputError, Interrupted.
    virtual void prepare(const MovieReport& report, const std::stop_token& stop) = 0;
    virtual std::int64_t frameCount() const = 0;
    /// From 0 to frameCount() - 1.
    virtual FigureSpec frame(std::int64_t index) const = 0;
    /// Where the whole comes from, for the file.
    virtual Provenance provenance() const = 0;
};

/// A sample at the plan's look, one frame a time. Views that show all times at once get a line at
/// the frame's.
class TimeFilm : public MovieFilm {
public:
    /// Throws InputError when no frame is left of the plan's range.
    TimeFilm(std::shared_ptr<const PredictionSnapshot> sample, const MoviePlan& plan,
             Provenance provenance);

    void prepare(const MovieReport&, const std::stop_token&) override {}
    std::int64_t frameCount() const override;
    FigureSpec frame(std::int64_t index) const override;
    Provenance provenance() const override;

private:
    std::shared_ptr<const PredictionSnapshot> m_sample;
    FieldLook m_look;
    std::vector<std::int64_t> m_times;
    FieldRanges m_ranges;  ///< of all frames, unless the look wants them frame by frame
    Provenance m_provenance;
};

/// What a checkpoint predicts for the sample of a film.
using CheckpointPrediction = std::function<std::shared_ptr<const PredictionSnapshot>(
    const CheckpointEntry& checkpoint, const std::stop_token& stop)>;

/// How the prediction of one sample was learned, one frame a checkpoint: axes and colours stay put
/// over the whole film unless the look wants them frame by frame. Holds the figures of all frames.
class CheckpointFilm : public MovieFilm {
public:
    /// `checkpoints`: see filmCheckpoints(). Throws InputError when none is left of the range.
    CheckpointFilm(const std::vector<CheckpointEntry>& checkpoints, CheckpointPrediction predict,
                   const MoviePlan& plan, Provenance provenance);

    void prepare(const MovieReport& report, const std::stop_token& stop) override;
    std::int64_t frameCount() const override;
    FigureSpec frame(std::int64_t index) const override;
    Provenance provenance() const override;

private:
    FigureSpec figureOf(const CheckpointEntry& checkpoint, const std::stop_token& stop) const;

    std::vector<CheckpointEntry> m_checkpoints;
    CheckpointPrediction m_predict;
    FieldLook m_look;
    Provenance m_provenance;
    std::vector<FigureSpec> m_figures;
};

/// The checkpoints below a run folder's checkpoints/ by step, one a step: "best" or "final" is
/// often the same as a numbered one.
std::vector<CheckpointEntry> filmCheckpoints(const std::filesystem::path& checkpoints);

}  // namespace nie
