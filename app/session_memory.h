#pragma once

#include "app/background_worker.h"
#include "app/session_snapshot.h"

#include <QObject>
#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <functional>
#include <memory>

namespace nie {

/// Keeps a window's snapshot in a file, so that the next start finds what was there, after a kill,
/// too. A change is on the disk at most a second later; the file is replaced whole, by a thread of
/// its own, for a disk may take longer than a window may wait.
class SessionMemory : public QObject {
    Q_OBJECT
public:
    using Take = std::function<SessionSnapshot()>;

    /// `take` tells how the window is now; called on the window's thread.
    SessionMemory(std::filesystem::path file, Take take, QObject* parent = nullptr);
    /// Waits for what is being written; saves nothing by itself.
    ~SessionMemory() override;

    /// What the file held; the default where there is none. A damaged one is put aside under the
    /// name FILE.damaged, and `problem` says so. Never throws.
    SessionSnapshot load(QString& problem) const;
    /// Something may have changed.
    void touch();
    /// Moving, resizing, showing and hiding the widget may change something.
    void watch(QWidget& widget);
    /// Writes now, on this thread, and waits; a failure is no reason to stop anything.
    void saveNow();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void saveSoon();

    std::filesystem::path m_file;
    Take m_take;
    QTimer m_timer;
    std::string m_saved;  ///< the newest text that was given to the disk
    std::unique_ptr<BackgroundWorker> m_writer;
};

/// $XDG_CONFIG_HOME/nie-studio/session.json, else ~/.config/nie-studio/session.json; empty where
/// neither is known.
std::filesystem::path sessionFile();

}  // namespace nie
