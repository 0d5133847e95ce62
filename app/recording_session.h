#pragma once

#include "app/attention_engine.h"
#include "app/background_worker.h"
#include "app/data_engine.h"
#include "app/data_library.h"
#include "core/recordings/bids_folder.h"
#include "core/recordings/predicted_windows.h"
#include "core/recordings/recording_card.h"
#include "core/recordings/recording_figures.h"
#include "core/recordings/region_graph.h"

#include <functional>
#include <memory>

namespace nie {

/// What is drawn of a recording, or of it beside a model, by a thread of its own.
enum class RecordingPicture { Traces, Carpet, Connectivity, Dynamics, Spectrum };

/// A brain recording for the window: reads it, cleans it, draws it and makes a data set of it, on
/// threads of its own. A newer wish of a kind replaces the one before. All signals come on the
/// window's thread.
class RecordingSession : public QObject {
    Q_OBJECT
public:
    RecordingSession(const DataEngine& engine, const AttentionEngine& attention,
                     DataLibrary library, QObject* parent = nullptr);

    const DataLibrary& library() const { return m_library; }
    /// What was read; null until something is. What was there stays until the next is.
    const std::shared_ptr<const RecordedRuns>& recorded() const { return m_recorded; }
    /// After cleaning; null while that is not done or could not be.
    const std::shared_ptr<const CleanedRuns>& cleaned() const { return m_cleaned; }
    /// Of an image, for slices; null elsewhere.
    const std::shared_ptr<const VolumeSeries>& volumes() const { return m_volumes; }
    bool isReading() const { return m_reader.isBusy(); }
    bool isReadingVolumes() const { return m_volumeReader.isBusy(); }
    bool isMaking() const { return m_maker.isBusy(); }

    /// Reads what is not read yet of the import: cardReady(), volumesReady(), runsReady() and
    /// cleanedReady() follow, or a problem.
    void open(const RecordingImport& import);
    /// With other options of cleaning, or another repetition time; cleanedReady() follows, or
    /// cleaningFailed().
    void clean(const RecordingImport& import);
    /// pictureReady() follows, or pictureFailed(). `title`: of the figure.
    void draw(RecordingPicture picture, const RecordingLook& look, const std::string& title);
    /// What a trained run predicts for the test windows of its data; null where none was asked for.
    const std::shared_ptr<const PredictedWindows>& predicted() const { return m_predicted; }
    /// Lets a run predict; predictedReady() follows, or predictionFailed(). An empty folder: no
    /// run.
    void predict(const std::filesystem::path& run);
    /// Of truth and model; pictureReady() follows, or pictureFailed().
    void drawModel(RecordingPicture picture, const RecordingLook& look);
    /// Attention between regions of a run of anie_field, averaged over heads and a few test
    /// samples, beside the connectivity of its data; graphReady() follows, or graphFailed().
    void attend(const std::filesystem::path& run, double percent);
    /// folderScanned() follows, or problem().
    void scan(const std::filesystem::path& folder);
    /// Stores the data set under a name in the person's folder. Throws InputError for a name that
    /// cannot be used. made() follows, or makeFailed().
    void make(const RecordingImport& import, const std::string& name);
    void stopMaking() { m_maker.stop(); }
    void close();

Q_SIGNALS:
    void readingChanged(bool reading);
    void cardReady(const nie::RecordingCard& card);
    /// The recording is no such thing, or its numbers cannot be used so.
    void readFailed(const QString& problem);
    void volumesReady();
    void runsReady();
    void cleanedReady();
    void cleaningFailed(const QString& problem);
    /// `rows`: the regions from top to bottom, where a panel has a row a region.
    void pictureReady(nie::RecordingPicture picture, const nie::FigureSpec& figure,
                      const std::vector<Eigen::Index>& rows);
    void pictureFailed(nie::RecordingPicture picture, const QString& reason);
    void predictedReady();
    void predictionFailed(const QString& reason);
    void graphReady(const std::shared_ptr<const nie::RegionGraph>& graph);
    void graphFailed(const QString& reason);
    void folderScanned(const nie::BidsFolder& folder);
    void makingChanged(bool making);
    void made(const std::filesystem::path& file, const nie::DatasetStudy& study);
    void makeFailed(const QString& problem);
    void problem(const QString& text);

private:
    struct Drawn {
        FigureSpec figure;
        std::vector<Eigen::Index> rows;
    };
    using Drawing = std::function<Drawn()>;
    class NewestRows;

    void drawWith(RecordingPicture picture, Drawing drawing);
    void readVolumes(const RecordingImport& import);
    void take(const RecordingImport& import);

    const DataEngine& m_engine;
    const AttentionEngine& m_attention;
    DataLibrary m_library;
    RecordingImport m_import;                      ///< that m_asRead came of
    std::shared_ptr<const RecordedRuns> m_asRead;  ///< without a person's repetition time
    std::shared_ptr<const RecordedRuns> m_recorded;
    std::shared_ptr<const CleanedRuns> m_cleaned;
    std::shared_ptr<const VolumeSeries> m_volumes;
    std::shared_ptr<const PredictedWindows> m_predicted;
    std::shared_ptr<NewestRows> m_rows;  ///< of m_predicted
    // In this order, so that threads end before what they send to is gone.
    BackgroundWorker m_reader;
    BackgroundWorker m_volumeReader;
    BackgroundWorker m_cleaner;
    BackgroundWorker m_drawer;
    BackgroundWorker m_attender;
    BackgroundWorker m_predictor;
    BackgroundWorker m_scanner;
    BackgroundWorker m_maker;
};

}  // namespace nie
