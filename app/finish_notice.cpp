#include "app/finish_notice.h"

#include "app/desktop_notice.h"
#include "app/training_session.h"

#include <QApplication>

namespace nie {

FinishNotice::FinishNotice(TrainingSession& session, QWidget& window, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_window(window)
{
    auto* desktop = new DesktopNotice(window, this);
    m_sink = [desktop](const QString& title, const QString& text) { desktop->show(title, text); };
    connect(&session, &TrainingSession::finished, this, [this](const RunOutcome& outcome) {
        m_ending = tr("Training %1. %2")
                       .arg(QString::fromStdString(stateText(outcome.state)),
                            QString::fromStdString(outcome.message));
    });
    connect(&session, &TrainingSession::stateChanged, this, [this](SessionState state) {
        if (state == SessionState::Finished)
            tell(m_ending);
    });
    connect(&session, &TrainingSession::failed, this, &FinishNotice::tell);
}

/// A window that is not shown at all is going, or has not come yet.
bool FinishNotice::isSeen() const
{
    const bool inFront = QApplication::applicationState() == Qt::ApplicationActive;
    return !m_window.isVisible() || (inFront && !m_window.isMinimized());
}

void FinishNotice::tell(const QString& text)
{
    if (!m_on || isSeen())
        return;
    const RunConfig& config = m_session.config();
    m_sink(QString::fromStdString(config.title.empty() ? config.experiment : config.title), text);
    if (m_sound)
        QApplication::beep();
}

Json FinishNotice::toJson() const
{
    return {{"message", m_on}, {"sound", m_sound}};
}

void FinishNotice::restore(const Json& json)
{
    if (!json.is_object())
        return;
    const auto take = [&json](const char* key, bool& value) {
        const auto found = json.find(key);
        if (found != json.end() && found->is_boolean())
            value = found->get<bool>();
    };
    take("message", m_on);
    take("sound", m_sound);
}

}  // namespace nie
