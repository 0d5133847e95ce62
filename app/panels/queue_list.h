#pragma once

#include <QListWidget>

namespace nie {

class RunQueue;

/// The queue as rows that are dragged to another place, or moved with Alt+Up and Alt+Down; Delete
/// takes one out.
class QueueList : public QListWidget {
    Q_OBJECT
public:
    explicit QueueList(RunQueue& queue, QWidget* parent = nullptr);

    /// One place up (-1) or down (+1).
    void moveCurrent(int by);
    void removeCurrent();
    bool canMoveCurrent(int by) const;
    bool canRemoveCurrent() const;

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();
    void moveTo(int row);

    RunQueue& m_queue;
    int m_dragged = -1;  ///< row under the button that is held
};

}  // namespace nie
