#include "app/session_memory.h"

#include "core/base/files.h"
#include "core/base/user_folders.h"

#include <QEvent>

#include <cstdio>
#include <system_error>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr int kSaveDelay = 400;  // ms: a burst of changes is one file, a second is never reached

void writeSession(const fs::path& file, const std::string& text)
{
    try {
        fs::create_directories(file.parent_path());
        writeFileAtomically(file, text);
    } catch (const std::exception& error) {
        // A full disk or a folder that cannot be written costs the memory, not the work.
        std::fprintf(stderr, "nie-studio: the session cannot be saved: %s\n", error.what());
    }
}

}  // namespace

SessionMemory::SessionMemory(fs::path file, Take take, QObject* parent)
    : QObject(parent),
      m_file(std::move(file)),
      m_take(std::move(take)),
      m_writer(std::make_unique<BackgroundWorker>())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSaveDelay);
    connect(&m_timer, &QTimer::timeout, this, &SessionMemory::saveSoon);
}

SessionMemory::~SessionMemory() = default;

SessionSnapshot SessionMemory::load(QString& problem) const
{
    std::error_code failure;
    if (!fs::exists(m_file, failure))
        return {};
    std::string draftProblem;
    try {
        const Json json = parseJson(readFile(m_file), m_file.string());
        SessionSnapshot snapshot = SessionSnapshot::fromJson(json, &draftProblem);
        if (!draftProblem.empty())
            problem = tr("The settings of the last session cannot be used: %1")
                          .arg(QString::fromStdString(draftProblem));
        return snapshot;
    } catch (const std::exception& error) {
        fs::path aside = m_file;
        aside += ".damaged";
        fs::rename(m_file, aside, failure);
        problem = tr("The last session cannot be restored: %1. The file was put aside as %2.")
                      .arg(QString::fromUtf8(error.what()),
                           QString::fromStdString(aside.filename().string()));
        return {};
    }
}

void SessionMemory::touch()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void SessionMemory::watch(QWidget& widget)
{
    widget.installEventFilter(this);
}

bool SessionMemory::eventFilter(QObject*, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
        touch();
        break;
    default:
        break;
    }
    return false;
}

void SessionMemory::saveSoon()
{
    std::string text = m_take().toJson().dump(1) + "\n";
    if (text == m_saved)
        return;
    m_saved = text;
    m_writer->start([file = m_file, text = std::move(text)](const std::stop_token&,
                                                            const BackgroundWorker::Post&) {
        writeSession(file, text);
        return BackgroundWorker::Step();
    });
}

void SessionMemory::saveNow()
{
    m_timer.stop();
    // What is being written ends first: the newer text has to be the last.
    m_writer = std::make_unique<BackgroundWorker>();
    m_saved = m_take().toJson().dump(1) + "\n";
    writeSession(m_file, m_saved);
}

fs::path sessionFile()
{
    const fs::path folder = userConfigFolder();
    return folder.empty() ? fs::path() : folder / "session.json";
}

}  // namespace nie
