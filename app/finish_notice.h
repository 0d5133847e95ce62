#pragma once

#include "core/config/json.h"
#include "core/results/training_reports.h"

#include <QObject>
#include <QWidget>

#include <functional>

namespace nie {

class TrainingSession;

/// Tells that a run has ended while nobody looks at the window: it is minimised, or another program
/// is in front.
class FinishNotice : public QObject {
    Q_OBJECT
public:
    /// Shows a title and a sentence to whoever is at the desk.
    using Sink = std::function<void(const QString& title, const QString& text)>;

    /// `window` and `session` outlive it.
    FinishNotice(TrainingSession& session, QWidget& window, QObject* parent = nullptr);

    /// In place of the message of the desktop (desktop_notice.h).
    void setSink(Sink sink) { m_sink = std::move(sink); }
    bool isOn() const { return m_on; }
    void setOn(bool on) { m_on = on; }
    /// A beep with the message.
    bool hasSound() const { return m_sound; }
    void setSound(bool sound) { m_sound = sound; }

    Json toJson() const;
    void restore(const Json& json);

private:
    void tell(const QString& text);
    bool isSeen() const;

    TrainingSession& m_session;
    QWidget& m_window;
    Sink m_sink;
    QString m_ending;  ///< of the run that is being scored
    bool m_on = true;
    bool m_sound = false;
};

}  // namespace nie
