#include "app/recording_session.h"

#include "core/base/error.h"
#include "core/recordings/model_figures.h"

#include <algorithm>
#include <optional>

namespace nie {

namespace {

/// Whether two imports read the same numbers, whatever is done to them afterwards.
bool readsTheSame(const RecordingImport& a, const RecordingImport& b)
{
    return a.files == b.files && a.runLength == b.runLength && a.request.atlas == b.request.atlas &&
           a.request.atlasNames == b.request.atlasNames && a.request.array == b.request.array &&
           a.request.transpose == b.request.transpose &&
           a.request.reading.completeVolumesOnly == b.request.reading.completeVolumesOnly &&
           a.request.reading.magnitude == b.request.reading.magnitude;
}

/// The regions from top to bottom; empty for pictures without such rows.
template <class Shown>
std::vector<Eigen::Index> rowsOf(RecordingPicture picture, const Shown& shown,
                                 const RecordingLook& look)
{
    const bool hasRows =
        picture == RecordingPicture::Carpet || picture == RecordingPicture::Connectivity;
    return hasRows ? shown.regionRows(look).order : std::vector<Eigen::Index>();
}

FigureSpec pictureOf(RecordingPicture picture, const RecordingShown& shown,
                     const RecordingLook& look)
{
    switch (picture) {
    case RecordingPicture::Traces:
        return traceFigure(shown, look);
    case RecordingPicture::Carpet:
        return carpetFigure(shown, look);
    case RecordingPicture::Connectivity:
        return connectivityFigure(shown, look);
    case RecordingPicture::Dynamics:
        return dynamicsFigure(shown, look);
    case RecordingPicture::Spectrum:
        return spectrumFigure(shown, look);
    }
    return {};
}

FigureSpec modelPictureOf(RecordingPicture picture, const ModelShown& shown,
                          const RecordingLook& look)
{
    switch (picture) {
    case RecordingPicture::Traces:
        return modelTraceFigure(shown, look);
    case RecordingPicture::Carpet:
        return modelCarpetFigure(shown, look);
    case RecordingPicture::Connectivity:
        return modelConnectivityFigure(shown, look);
    case RecordingPicture::Dynamics:
        return modelDynamicsFigure(shown, look);
    case RecordingPicture::Spectrum:
        return modelSpectrumFigure(shown, look);
    }
    return {};
}

}  // namespace

/// The rows of a prediction at the number of frames ahead that was asked for last: a click on another
/// region needs no new fit. Used by the drawing thread alone.
class RecordingSession::NewestRows {
public:
    const PredictedRows& of(const PredictedWindows& windows, std::int64_t ahead)
    {
        ahead = std::clamp<std::int64_t>(ahead, 1, windows.horizon());
        if (!m_rows || m_rows->ahead != ahead)
            m_rows = PredictedRows::of(windows, ahead);
        return *m_rows;
    }

private:
    std::optional<PredictedRows> m_rows;
};

RecordingSession::RecordingSession(const DataEngine& engine, const AttentionEngine& attention,
                                   DataLibrary library, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_attention(attention),
      m_library(std::move(library))
{
    connect(&m_reader, &BackgroundWorker::busyChanged, this, &RecordingSession::readingChanged);
    connect(&m_reader, &BackgroundWorker::failed, this, &RecordingSession::readFailed);
    connect(&m_volumeReader, &BackgroundWorker::failed, this, &RecordingSession::problem);
    connect(&m_cleaner, &BackgroundWorker::failed, this, [this](const QString& text) {
        // What was there was cleaned in another way.
        m_cleaned.reset();
        Q_EMIT cleaningFailed(text);
    });
    connect(&m_drawer, &BackgroundWorker::failed, this, &RecordingSession::problem);
    connect(&m_attender, &BackgroundWorker::failed, this, &RecordingSession::graphFailed);
    connect(&m_predictor, &BackgroundWorker::failed, this, &RecordingSession::predictionFailed);
    connect(&m_scanner, &BackgroundWorker::failed, this, &RecordingSession::problem);
    connect(&m_maker, &BackgroundWorker::busyChanged, this, &RecordingSession::makingChanged);
    connect(&m_maker, &BackgroundWorker::failed, this, &RecordingSession::makeFailed);
}

void RecordingSession::close()
{
    for (BackgroundWorker* worker : {&m_reader, &m_volumeReader, &m_cleaner, &m_drawer})
        worker->stop();
    m_asRead.reset();
    m_recorded.reset();
    m_cleaned.reset();
    m_volumes.reset();
    m_import = {};
}

void RecordingSession::open(const RecordingImport& import)
{
    if (m_asRead && readsTheSame(import, m_import)) {
        take(import);
        return;
    }
    close();
    m_import = import;
    m_reader.start([this, import](const std::stop_token& stop,
                                  const BackgroundWorker::Post& post) -> BackgroundWorker::Step {
        const RecordingCard card = RecordingCard::read(import.files.front(), import.request);
        post([this, card] { Q_EMIT cardReady(card); });
        if (card.isImage)
            post([this, import] { readVolumes(import); });
        else if (card.array.empty())
            throw InputError(import.files.front().string(), "several arrays are equally likely", {},
                             "one of them, chosen above");
        RecordingImport wanted = import;
        wanted.request.repetitionTime.reset();
        auto runs = std::make_shared<const RecordedRuns>(readRuns(wanted, stop));
        return [this, import, runs] {
            m_asRead = runs;
            take(import);
        };
    });
}

void RecordingSession::readVolumes(const RecordingImport& import)
{
    m_volumeReader.start([this, import](const std::stop_token& stop,
                                        const BackgroundWorker::Post&) -> BackgroundWorker::Step {
        NiftiFile file(import.files.front(), import.request.reading);
        std::vector<std::int32_t> labels;
        if (!import.request.atlas.empty())
            labels = LabelImage::read(import.request.atlas, import.request.atlasNames)
                         .onGridOf(file)
                         .labels;
        auto volumes = std::make_shared<const VolumeSeries>(VolumeSeries::read(file, labels, stop));
        return [this, volumes] {
            m_volumes = volumes;
            Q_EMIT volumesReady();
        };
    });
}

void RecordingSession::take(const RecordingImport& import)
{
    m_recorded = m_asRead;
    m_cleaned.reset();
    if (import.request.repetitionTime) {
        RecordedRuns timed = *m_asRead;
        timed.setRepetitionTime(*import.request.repetitionTime);
        m_recorded = std::make_shared<const RecordedRuns>(std::move(timed));
    }
    Q_EMIT runsReady();
    clean(import);
}

void RecordingSession::clean(const RecordingImport& import)
{
    if (!m_recorded)
        return;
    const auto recorded = m_recorded;
    m_cleaner.start(
        [this, recorded, import](const std::stop_token& stop,
                                 const BackgroundWorker::Post&) -> BackgroundWorker::Step {
            auto cleaned = std::make_shared<const CleanedRuns>(cleanRuns(*recorded, import, stop));
            return [this, recorded, cleaned] {
                if (recorded != m_recorded)
                    return;
                m_cleaned = cleaned;
                Q_EMIT cleanedReady();
            };
        });
}

void RecordingSession::drawWith(RecordingPicture picture, Drawing drawing)
{
    m_drawer.start(
        [this, picture, drawing = std::move(drawing)](
            const std::stop_token&, const BackgroundWorker::Post&) -> BackgroundWorker::Step {
            try {
                const Drawn drawn = drawing();
                return [this, picture, drawn] {
                    Q_EMIT pictureReady(picture, drawn.figure, drawn.rows);
                };
            } catch (const InputError& error) {
                // Nothing went wrong: there is no such picture of this recording.
                const QString reason = QString::fromUtf8(error.what());
                return [this, picture, reason] { Q_EMIT pictureFailed(picture, reason); };
            }
        });
}

void RecordingSession::draw(RecordingPicture picture, const RecordingLook& look,
                            const std::string& title)
{
    if (!m_cleaned)
        return;
    drawWith(picture, [picture, look, title, recorded = m_recorded, cleaned = m_cleaned]() -> Drawn {
        const RecordingShown shown{*recorded, *cleaned, title};
        return {pictureOf(picture, shown, look), rowsOf(picture, shown, look)};
    });
}

void RecordingSession::drawModel(RecordingPicture picture, const RecordingLook& look)
{
    if (!m_predicted)
        return;
    drawWith(picture, [picture, look, predicted = m_predicted, rows = m_rows]() -> Drawn {
        const ModelShown shown{*predicted, rows->of(*predicted, look.ahead)};
        return {modelPictureOf(picture, shown, look), rowsOf(picture, shown, look)};
    });
}

void RecordingSession::predict(const std::filesystem::path& run)
{
    m_predicted.reset();
    m_predictor.stop();
    if (run.empty())
        return;
    m_predictor.start([this, run](const std::stop_token& stop,
                                  const BackgroundWorker::Post&) -> BackgroundWorker::Step {
        const auto predicted = m_attention.predictedWindows(run, {}, "test", stop);
        return [this, predicted] {
            m_predicted = predicted;
            m_rows = std::make_shared<NewestRows>();
            Q_EMIT predictedReady();
        };
    });
}

void RecordingSession::attend(const std::filesystem::path& run, double percent)
{
    m_attender.start([this, run, percent](const std::stop_token& stop,
                                          const BackgroundWorker::Post&) -> BackgroundWorker::Step {
        const auto graph = m_attention.regionGraph(run, {}, percent, stop);
        return [this, graph] { Q_EMIT graphReady(graph); };
    });
}

void RecordingSession::scan(const std::filesystem::path& folder)
{
    m_scanner.start([this, folder](const std::stop_token& stop,
                                   const BackgroundWorker::Post&) -> BackgroundWorker::Step {
        const BidsFolder found = BidsFolder::scan(folder, stop);
        return [this, found] { Q_EMIT folderScanned(found); };
    });
}

void RecordingSession::make(const RecordingImport& import, const std::string& name)
{
    const std::filesystem::path file = m_library.newFile(name);
    m_maker.start([this, import, file](const std::stop_token& stop,
                                       const BackgroundWorker::Post&) -> BackgroundWorker::Step {
        const auto dataset = m_engine.openRecording(import, stop);
        dataset->write(file, stop);
        return [this, file, study = dataset->study()] { Q_EMIT made(file, study); };
    });
}

}  // namespace nie
