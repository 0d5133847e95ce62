#pragma once

#include <QObject>
#include <QSystemTrayIcon>
#include <QWidget>

#include <memory>

namespace nie {

/// A message of the desktop, for when the window is not in front. Where the desktop takes none, the
/// window's entry in the task bar asks for attention.
class DesktopNotice : public QObject {
    Q_OBJECT
public:
    /// A click on a message brings the window to the front.
    explicit DesktopNotice(QWidget& window, QObject* parent = nullptr);
    ~DesktopNotice() override;

    void show(const QString& title, const QString& text);

private:
    void bringWindow();

    QWidget& m_window;
    /// There from a message until the window is in front again.
    std::unique_ptr<QSystemTrayIcon> m_icon;
};

}  // namespace nie
