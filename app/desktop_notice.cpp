#include "app/desktop_notice.h"

#include <QApplication>

namespace nie {

DesktopNotice::DesktopNotice(QWidget& window, QObject* parent) : QObject(parent), m_window(window)
{
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState s) {
        if (s == Qt::ApplicationActive && m_icon)
            m_icon->hide();
    });
}

DesktopNotice::~DesktopNotice() = default;

void DesktopNotice::show(const QString& title, const QString& text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        QApplication::alert(&m_window);
        return;
    }
    if (!m_icon) {
        m_icon = std::make_unique<QSystemTrayIcon>(QApplication::windowIcon());
        m_icon->setToolTip(QApplication::applicationDisplayName());
        connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &DesktopNotice::bringWindow);
        connect(m_icon.get(), &QSystemTrayIcon::activated, this, &DesktopNotice::bringWindow);
    }
    m_icon->show();
    m_icon->showMessage(title, text, QApplication::windowIcon());
}

void DesktopNotice::bringWindow()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.raise();
    m_window.activateWindow();
}

}  // namespace nie
