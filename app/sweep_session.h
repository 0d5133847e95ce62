#pragma once

#include "app/nie_program.h"
#include "core/config/sweep_spec.h"
#include "core/results/sweep_table.h"

#include <QObject>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// Runs `nie sweep` beside the window. Every sweep is a folder with all that belongs to it: what is
/// done there is shown again after a restart, and goes on where it was.
class SweepSession : public QObject {
    Q_OBJECT
public:
    /// `root`: below which there is one folder a sweep.
    explicit SweepSession(std::filesystem::path root, QObject* parent = nullptr);

    NieProgram& program() { return m_program; }
    /// The sweeps that there are, the newest first.
    std::vector<std::string> names() const;
    std::filesystem::path folder(const std::string& name) const { return m_root / name; }
    /// What has been computed so far; nothing where it cannot be read.
    std::optional<SweepTable> table(const std::string& name) const;
    /// What it is; nothing where it cannot be read.
    std::optional<SweepSpec> spec(const std::string& name) const;

    bool isRunning() const { return m_program.isRunning(); }
    /// The sweep that runs, or ran last; empty before the first.
    const std::string& current() const { return m_current; }
    /// Begins a sweep in a new folder and returns its name. Throws RunError when that cannot be
    /// written.
    std::string start(const SweepSpec& spec, int jobs);
    /// Computes what is missing of one.
    void goOn(const std::string& name, int jobs);
    /// Asks it to end at the next safe point; what is done stays done.
    void stop() { m_program.stop(); }

Q_SIGNALS:
    void runningChanged(bool running);
    void progressed(const nie::ProgramProgress& progress);
    void finished(const QString& problem);

private:
    std::filesystem::path m_root;
    NieProgram m_program;
    std::string m_current;
};

}  // namespace nie
