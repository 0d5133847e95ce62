#pragma once

#include "core/config/run_config.h"
#include "core/results/prediction_snapshot.h"
#include "core/results/training_feed.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace nie {

/// Whose samples a training predicts while it goes on.
inline constexpr const char* kWatchedSplit = "validation";

/// The run that is looked at: that of the training session, or one of the history. Pages share it,
/// so that fields and attention are of the same run and sample.
class ShownRun : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Empty: no run is on show.
    const std::filesystem::path& folder() const { return m_folder; }
    const RunConfig& config() const { return m_config; }
    /// Whether it is the session's newest run; its predictions then come with showBatch().
    bool isLive() const { return m_live; }
    /// The newest prediction of a live run; null before the first, and for runs of the history.
    const std::shared_ptr<const PredictionSnapshot>& prediction() const { return m_prediction; }
    /// What the sample on show is one of: "validation", "test" or "training".
    const std::string& split() const { return m_split; }
    /// Number of the sample on show within its split, from 0.
    std::int64_t sample() const { return m_sample; }
    /// Of a live run, one of which its training predicts; 0 before it has told.
    std::int64_t validationSamples() const { return m_live ? m_validationSamples : 0; }
    /// Names of the checkpoints on the disk by step, then "best", "last", "final" where they exist.
    std::vector<std::string> checkpoints() const;
    /// The one to look at first: "best" where it exists, else the newest; empty where there is none.
    std::string firstCheckpoint() const;

    /// The session's run. Keeps the number of the sample, which is of the validation samples again.
    void showLive(const std::filesystem::path& folder, const RunConfig& config);
    /// A run of the history. Throws InputError where the folder holds none.
    void open(const std::filesystem::path& folder, const RunConfig& config);
    void setSample(const std::string& split, std::int64_t sample);
    /// What has come of the live run; ignored while another is on show.
    void showBatch(const TrainingFeed::Batch& batch);

Q_SIGNALS:
    /// Another run is on show.
    void changed();
    void sampleChanged();
    /// A live run has predicted anew.
    void predicted();
    /// A live run has written or removed a checkpoint.
    void checkpointsChanged();

private:
    void show(const std::filesystem::path& folder, const RunConfig& config, bool live);

    std::filesystem::path m_folder;
    RunConfig m_config;
    bool m_live = false;
    std::string m_split = kWatchedSplit;
    std::int64_t m_sample = 0;
    std::int64_t m_validationSamples = 0;  ///< of the session's newest run
    std::shared_ptr<const PredictionSnapshot> m_prediction;
};

}  // namespace nie
