#include "app/data_session.h"

#include <atomic>
#include <chrono>

namespace nie {

namespace {

constexpr std::chrono::milliseconds kReportInterval{50};
constexpr std::uint64_t kUsualSeed = 1;

/// Lets through what comes at most every 50 ms, and the last.
class ReportLimit {
public:
    bool lets(bool last)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!last && now - m_last < kReportInterval)
            return false;
        m_last = now;
        return true;
    }

private:
    std::chrono::steady_clock::time_point m_last{};
};

/// One core is left to the window.
std::int64_t generatingThreads()
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

}  // namespace

DataSession::DataSession(const DataEngine& engine, DataLibrary library, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_library(std::move(library))
{
    connect(&m_looker, &BackgroundWorker::busyChanged, this, &DataSession::lookingChanged);
    connect(&m_looker, &BackgroundWorker::failed, this, &DataSession::lookFailed);
    connect(&m_maker, &BackgroundWorker::busyChanged, this, &DataSession::makingChanged);
    connect(&m_maker, &BackgroundWorker::failed, this, &DataSession::makeFailed);
}

void DataSession::open(const Json& section)
{
    m_looker.start(
        [this, section](const std::stop_token& stop, const auto&) -> BackgroundWorker::Step {
            const auto dataset = m_engine.open(section, {.seed = kUsualSeed, .stop = stop});
            return [this, dataset, first = dataset->sample(0)] { Q_EMIT opened(dataset, first); };
        });
}

void DataSession::showSample(const std::shared_ptr<const OpenDataset>& dataset, std::int64_t index)
{
    m_looker.start(
        [this, dataset, index](const std::stop_token&, const auto&) -> BackgroundWorker::Step {
            return [this, sample = dataset->sample(index)] { Q_EMIT sampleRead(sample); };
        });
}

void DataSession::plan(const Json& section)
{
    m_looker.start([this, section](const std::stop_token&, const auto&) -> BackgroundWorker::Step {
        return [this, card = m_engine.planImport(section)] { Q_EMIT planned(card); };
    });
}

void DataSession::generate(const Json& section, std::uint64_t seed, const std::string& name)
{
    make(section, seed, m_library.newFile(name));
}

void DataSession::import(const Json& section, const std::string& name)
{
    make(section, kUsualSeed, m_library.newFile(name));
}

void DataSession::make(const Json& section, std::uint64_t seed, const std::filesystem::path& file)
{
    m_maker.start(
        [this, section, seed, file](const std::stop_token& stop,
                                    const BackgroundWorker::Post& post) -> BackgroundWorker::Step {
            ReportLimit limit;
            const auto report = [&](std::int64_t done, std::int64_t total) {
                if (limit.lets(done == total))
                    post([this, done, total] { Q_EMIT progressed(done, total); });
            };
            const GenerationContext context{
                .seed = seed, .stop = stop, .threads = generatingThreads(), .progress = report};
            m_engine.open(section, context)->write(file, stop);
            return [this, file] { Q_EMIT made(file); };
        });
}

}  // namespace nie
