#pragma once

#include "app/background_worker.h"
#include "app/data_engine.h"
#include "app/data_library.h"

namespace nie {

/// Reads, generates and imports data sets for the window. One thread looks (open, plan, samples),
/// another makes files, so that one can look around while a set is generated. All signals come on
/// the window's thread.
class DataSession : public QObject {
    Q_OBJECT
public:
    DataSession(const DataEngine& engine, DataLibrary library, QObject* parent = nullptr);

    const DataEngine& engine() const { return m_engine; }
    const DataLibrary& library() const { return m_library; }
    bool isLooking() const { return m_looker.isBusy(); }
    bool isMaking() const { return m_maker.isBusy(); }

    /// Opens a data set file, or the arrays that an import section describes.
    void open(const Json& section);
    /// A sample of a set that was opened.
    void showSample(const std::shared_ptr<const OpenDataset>& dataset, std::int64_t index);
    void plan(const Json& section);
    /// Makes a data set and stores it under this name in the person's folder. Throws InputError for
    /// a name that cannot be used.
    void generate(const Json& section, std::uint64_t seed, const std::string& name);
    /// Stores arrays of a file as a data set of their own.
    void import(const Json& section, const std::string& name);
    /// Ends what is being made; nothing is left of it.
    void stopMaking() { m_maker.stop(); }
    void stopLooking() { m_looker.stop(); }

Q_SIGNALS:
    void lookingChanged(bool looking);
    void opened(const std::shared_ptr<const nie::OpenDataset>& dataset,
                const nie::DatasetSample& first);
    void sampleRead(const nie::DatasetSample& sample);
    void planned(const nie::ImportCard& card);
    /// A set could not be opened or planned.
    void lookFailed(const QString& problem);
    void makingChanged(bool making);
    /// Samples made so far and of all; total 0: not known.
    void progressed(std::int64_t done, std::int64_t total);
    void made(const std::filesystem::path& file);
    void makeFailed(const QString& problem);

private:
    void make(const Json& section, std::uint64_t seed, const std::filesystem::path& file);

    const DataEngine& m_engine;
    DataLibrary m_library;
    BackgroundWorker m_looker;
    BackgroundWorker m_maker;
};

}  // namespace nie
