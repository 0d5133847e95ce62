#pragma once

#include <QWidget>

class QComboBox;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace nie {

class FigureSheetDraft;

/// The parts of a sheet in their order, its columns and its letters. `draft` must outlive it, but
/// for the end of the window.
class FigureSheetPanel : public QWidget {
    Q_OBJECT
public:
    explicit FigureSheetPanel(FigureSheetDraft& draft, QWidget* parent = nullptr);
    ~FigureSheetPanel() override;

private:
    QWidget* makeOrderButtons();
    QWidget* makeArrangement();
    void showDraft();
    void showButtons();
    void moveCurrent(int by);
    void removeCurrent();

    FigureSheetDraft& m_draft;
    QListWidget* m_list;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_remove;
    QSpinBox* m_columns;
    QComboBox* m_letters;
};

}  // namespace nie
