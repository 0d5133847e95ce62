#pragma once

#include "app/background_worker.h"
#include "core/selftest/self_test.h"

#include <QDialog>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace nie {

class Engine;

/// Runs the engine's test of itself as soon as it is there, on a thread of its own, and lists what
/// comes out.
class SelfTestDialog : public QDialog {
    Q_OBJECT
public:
    /// The engine outlives it.
    explicit SelfTestDialog(const Engine& engine, QWidget* parent = nullptr);

    bool isDone() const { return m_done; }
    /// What the Copy button copies.
    QString text() const;

private:
    void addResult(const SelfTestResult& result);
    void end(const QString& verdict);

    std::vector<SelfTestResult> m_results;
    bool m_done = false;
    QLabel* m_verdict;
    QProgressBar* m_busy;
    QTableWidget* m_table;
    QPushButton* m_copy = nullptr;
    BackgroundWorker m_worker;
};

}  // namespace nie
