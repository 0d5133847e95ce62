#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace nie {

/// Which file a figure becomes: its kind, its place, and whether its numbers go beside it.
class ExportTarget : public QWidget {
    Q_OBJECT
public:
    /// `folder` and `name`: where the file is suggested, the name without suffix.
    ExportTarget(const QString& folder, const QString& name, QWidget* parent = nullptr);

    /// As typed, relative names in the folder; empty where no name was typed.
    QString file() const;
    /// ".pdf", as the file has it.
    std::string suffix() const;
    /// The file of the numbers; empty where they are not wanted.
    QString numbersFile() const;
    /// Takes the first kind of the list that can be written here, unless the present one is among
    /// them ("pdf", "tiff"); an empty list changes nothing.
    void preferFormats(const std::vector<std::string>& formats);

Q_SIGNALS:
    void changed();

private:
    void buildKinds();
    void setSuffix(const QString& suffix);
    void onFileEdited();
    void browse();

    QString m_folder;
    QComboBox* m_kind;
    QLineEdit* m_file;
    QCheckBox* m_numbers;
};

}  // namespace nie
