#pragma once

#include <Eigen/Dense>

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// What a trained model predicts for the windows of one part of a recording, beside the truth.
struct PredictedWindows {
    /// A frame of the recording.
    struct Place {
        std::int64_t run = 0;
        std::int64_t row = 0;
        auto operator<=>(const Place&) const = default;
    };

    std::string run;         ///< name of the training's folder
    std::string checkpoint;  ///< "best"
    std::string split;       ///< whose windows: "test"
    std::vector<std::string> regions;
    std::int64_t frames = 0;    ///< of a window
    std::int64_t given = 0;     ///< its first so many are known to the model
    double frameTime = 1.0;     ///< from one frame to the next
    std::string timeUnit = {};  ///< "s", "ms"; empty: the time is not known, frames are volumes
    std::vector<Place> starts;  ///< the first frame of each window
    std::vector<double> truth;  ///< [window, frame, region]
    std::vector<double> prediction;              ///< as truth
    std::vector<Eigen::MatrixXd> training = {};  ///< [time, region] pieces of the training part

    /// Frames that are predicted.
    std::int64_t horizon() const { return frames - given; }
    /// "t (s)", "t (volumes)".
    std::string timeLabel() const;
};

/// Rows of a recording as a model predicted them some frames before, each once.
struct PredictedRows {
    /// A stretch without a gap, [time, region] each.
    struct Piece {
        PredictedWindows::Place first;
        Eigen::MatrixXd truth;
        Eigen::MatrixXd model;
        Eigen::MatrixXd persistence;  ///< the last given frame, held
        /// A free run of a LinearProcess that was fitted to the training part: it knows nothing of
        /// these rows. Empty where there is none.
        Eigen::MatrixXd linear;
    };

    std::vector<Piece> pieces;
    std::int64_t ahead = 0;    ///< frames after the last given one, at least
    std::int64_t longest = 0;  ///< as many where no window begins at the right row

    Eigen::Index rows() const;
    bool hasLinear() const { return !pieces.empty() && pieces.front().linear.size() > 0; }
    /// One matrix of every piece: &Piece::truth, &Piece::model.
    std::vector<Eigen::MatrixXd> series(Eigen::MatrixXd Piece::*which) const;
    /// The same with the pieces of a run below each other, for what needs no neighbours.
    std::vector<Eigen::MatrixXd> runSeries(Eigen::MatrixXd Piece::*which) const;
    /// "1 frame ahead", "2 to 5 frames ahead".
    std::string aheadText() const;

    /// Each row as it is predicted the least number of frames before, `ahead` at least. Throws
    /// InputError for a number that no window holds.
    static PredictedRows of(const PredictedWindows& windows, std::int64_t ahead);
};

}  // namespace nie
