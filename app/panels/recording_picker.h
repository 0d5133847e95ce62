#pragma once

#include "core/recordings/bids_folder.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace nie {

/// The recordings of a BIDS folder, to choose one or several runs of.
class RecordingPicker : public QDialog {
    Q_OBJECT
public:
    explicit RecordingPicker(const BidsFolder& folder, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const std::vector<nie::BidsRun>& runs);

private:
    void fill();
    void accept() override;
    void showChoice();

    BidsFolder m_folder;
    QTreeWidget* m_list;
    QLabel* m_note;
    QPushButton* m_open;
};

}  // namespace nie
