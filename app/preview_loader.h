#pragma once

#include "app/background_worker.h"
#include "app/engine.h"

namespace nie {

/// Reads the thumbnails of all experiments on a thread of its own and hands them over one by one.
class PreviewLoader : public QObject {
    Q_OBJECT
public:
    explicit PreviewLoader(const Engine& engine, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    /// `index` of Engine::experiments().
    void loaded(std::size_t index, const nie::SampleCurves& curves);

private:
    const Engine& m_engine;
    BackgroundWorker m_worker;
};

}  // namespace nie
