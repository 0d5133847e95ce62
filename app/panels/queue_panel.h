#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace nie {

class QueueList;
class RunDraft;
class RunQueue;

/// The runs that are trained one after another; hidden while there is none.
class QueuePanel : public QWidget {
    Q_OBJECT
public:
    QueuePanel(RunQueue& queue, RunDraft& draft, QWidget* parent = nullptr);

private:
    QWidget* makeHead();
    QWidget* makeButtons();
    QToolButton* addTool(const char* name, const QString& title, const QString& tip);
    void showQueue();
    void showButtons();

    RunQueue& m_queue;
    RunDraft& m_draft;
    QueueList* m_list;
    QLabel* m_count;
    QPushButton* m_run;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    QToolButton* m_remove = nullptr;
    QPushButton* m_add = nullptr;
};

}  // namespace nie
