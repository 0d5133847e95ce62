#include "app/screenshot_taker.h"

#include "app/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QPixmap>
#include <QTabBar>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace nie {

namespace {

// Long enough for the plots' own refresh (30 Hz) and for a slow display.
constexpr std::chrono::milliseconds kSettle{600};
// What an action opens may compute first (the model inspector counts in a process of its own), and
// what a run predicts is computed from its checkpoint.
constexpr std::chrono::milliseconds kSettleOfAction{5000};

}  // namespace

ScreenshotTaker::ScreenshotTaker(MainWindow& window, const StudioArguments& arguments,
                                 QObject* parent)
    : QObject(parent),
      m_window(window),
      m_arguments(arguments)
{
    TrainingSession& session = window.session();
    EquationSession& equations = window.equationSession();
    if (equations.isSolving()) {
        connect(&equations, &EquationSession::solvingChanged, this, &ScreenshotTaker::takeSoon);
        return;
    }
    if (window.dataSession().isLooking()) {
        connect(&window.dataSession(), &DataSession::lookingChanged, this, [this](bool looking) {
            // An import card is planned first, then previewed.
            if (!looking)
                takeSoon();
        });
        return;
    }
    if (!arguments.start) {
        takeSoon();
        return;
    }
    connect(&session, &TrainingSession::batchReady, this, [this](const TrainingFeed::Batch& batch) {
        if (m_arguments.steps > 0 && !batch.steps.empty() &&
            batch.steps.back().step >= m_arguments.steps)
            takeSoon();
    });
    connect(&session, &TrainingSession::stateChanged, this, [this](SessionState state) {
        if (state == SessionState::Finished || state == SessionState::Failed)
            takeSoon();
    });
}

void ScreenshotTaker::takeSoon()
{
    const bool computes = !m_arguments.trigger.empty() || !m_arguments.run.empty();
    if (!std::exchange(m_scheduled, true))
        QTimer::singleShot(computes ? kSettleOfAction : kSettle, this, &ScreenshotTaker::take);
}

QWidget* ScreenshotTaker::shownWindow() const
{
    // A dialog or the help that lies over the window is what is looked at.
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (widget != &m_window && widget->isVisible() && widget->isWindow() &&
            (widget->windowType() == Qt::Dialog || widget->windowType() == Qt::Window))
            return widget;
    return &m_window;
}

bool ScreenshotTaker::pick(const QString& text) const
{
    QWidget* root = shownWindow();
    for (QTabBar* bar : root->findChildren<QTabBar*>())
        for (int i = 0; bar->isVisible() && i < bar->count(); ++i)
            if (bar->tabText(i) == text) {
                bar->setCurrentIndex(i);
                return true;
            }
    for (QComboBox* list : root->findChildren<QComboBox*>())
        if (const int i = list->findText(text); i >= 0 && list->isVisible()) {
            list->setCurrentIndex(i);
            Q_EMIT list->activated(i);
            return true;
        }
    for (QAbstractButton* button : root->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->isEnabled() && button->text() == text) {
            button->click();
            return true;
        }
    return false;
}

void ScreenshotTaker::take()
{
    if (!m_arguments.picks.empty()) {
        const std::string text = m_arguments.picks.front();
        m_arguments.picks.erase(m_arguments.picks.begin());
        if (pick(QString::fromStdString(text))) {
            QTimer::singleShot(kSettleOfAction, this, &ScreenshotTaker::take);
            return;
        }
        std::fprintf(stderr, "nie-studio: nothing to pick is called %s\n", text.c_str());
        QApplication::exit(1);
        return;
    }
    const QString file = QString::fromStdString(m_arguments.screenshot);
    const bool written = shownWindow()->grab().save(file);
    if (!written)
        std::fprintf(stderr, "nie-studio: %s: cannot be written\n", m_arguments.screenshot.c_str());
    QApplication::exit(written ? 0 : 1);
}

}  // namespace nie
