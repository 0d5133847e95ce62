#include "app/preview_loader.h"

namespace nie {

PreviewLoader::PreviewLoader(const Engine& engine, QObject* parent)
    : QObject(parent),
      m_engine(engine)
{}

void PreviewLoader::start()
{
    m_worker.start([this](const std::stop_token& stop,
                          const BackgroundWorker::Post& post) -> BackgroundWorker::Step {
        const std::vector<RunConfig>& experiments = m_engine.experiments();
        for (std::size_t i = 0; i < experiments.size() && !stop.stop_requested(); ++i)
            post([this, i, curves = m_engine.sampleCurves(experiments[i])] {
                Q_EMIT loaded(i, curves);
            });
        return {};
    });
}

}  // namespace nie
