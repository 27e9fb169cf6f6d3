; The installer for Windows, made by `dev.py package` with these definitions:
;   VERSION     as the package says it, and VERSION4 with four numbers
;   PROGRAM     folder of the program: CosyDesk.exe, cosydesk-cli.exe, _internal, perhaps runtime
;   ICONS       folder with cosydesk.ico, project.ico, voice.ico and wizard.bmp
;   LICENSE     the licence's file
;   OUT         what to write
;   SIZE_KIB    what the program takes on the disk
;   QUICK       packs lightly, for trying out
;
; Silently: CosyDesk-setup.exe /S [/CurrentUser | /AllUsers] [/D=C:\folder]. Exit status 2: the program is running.

Unicode true
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS all

!define NAME "CosyDesk"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define SETTINGS_KEY "Software\${NAME}"
!define CLASSES "Software\Classes"
!define PROJECT_ID "CosyDesk.Project.1"
!define VOICE_ID "CosyDesk.Voice.1"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${SETTINGS_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallFolder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "UninstallString"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} ${VERSION} setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "The CosyDesk authors. Apache License 2.0"

!define MUI_ICON "${ICONS}\cosydesk.ico"
!define MUI_UNICON "${ICONS}\cosydesk.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ICONS}\wizard.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT SHCTX
!define MUI_LANGDLL_REGISTRY_KEY "${SETTINGS_KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\CosyDesk.exe"
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_RESERVEFILE_LANGDLL
!include "words.nsh"

; -- questions -----------------------------------------------------------------------------------------------------

; Waits until no program of the folder runs: what runs can't be opened for writing.
!macro WAIT_FOR_END UN
Function ${UN}WaitForEnd
  StrCpy $R0 "CosyDesk.exe"
  again:
    ${If} ${FileExists} "$INSTDIR\$R0"
      ClearErrors
      FileOpen $R1 "$INSTDIR\$R0" a
      ${If} ${Errors}
        IfSilent 0 +3
          SetErrorLevel 2
          Quit
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_RUNNING)" IDRETRY again
        SetErrorLevel 2
        Quit
      ${EndIf}
      FileClose $R1
    ${EndIf}
    ${If} $R0 == "CosyDesk.exe"
      StrCpy $R0 "cosydesk-cli.exe"
      Goto again
    ${EndIf}
FunctionEnd
!macroend
!insertmacro WAIT_FOR_END ""
!insertmacro WAIT_FOR_END "un."

; A folder of one's own: what is deleted at the end must be nothing but ours.
Function CheckFolder
  ${GetFileName} "$INSTDIR" $R0
  ${If} $R0 != "${NAME}"
    StrCpy $INSTDIR "$INSTDIR\${NAME}"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\CosyDesk.exe"
    ${DirState} "$INSTDIR" $R0
    ${If} $R0 = 1
      IfSilent +2
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(NOT_EMPTY)"
      Abort
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    IfSilent +2
    MessageBox MB_OK|MB_ICONSTOP "$(ONLY_64_BIT)"
    SetErrorLevel 3
    Quit
  ${EndIf}
  SetRegView 64
  StrCpy $R9 $INSTDIR ; what /D= says, which MultiUser would forget
  !insertmacro MULTIUSER_INIT
  ${If} $R9 != ""
    StrCpy $INSTDIR $R9
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; -- what is installed ---------------------------------------------------------------------------------------------

; An older version of the same kind goes first, wherever it is; settings and projects are elsewhere and stay.
!macro REMOVE_PROGRAM FOLDER
  RMDir /r "${FOLDER}\_internal"
  RMDir /r "${FOLDER}\runtime"
  RMDir /r "${FOLDER}\bin"
  RMDir /r "${FOLDER}\icons"
  Delete "${FOLDER}\CosyDesk.exe"
  Delete "${FOLDER}\cosydesk-cli.exe"
  Delete "${FOLDER}\LICENSE.txt"
!macroend

Section "$(PROGRAM)" SecProgram
  SectionIn RO
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
  Call WaitForEnd
  ReadRegStr $R2 SHCTX "${SETTINGS_KEY}" "InstallFolder"
  ${If} $R2 != ""
  ${AndIf} $R2 != $INSTDIR
  ${AndIf} ${FileExists} "$R2\uninstall.exe"
    ExecWait '"$R2\uninstall.exe" /S /$MultiUser.InstallMode _?=$R2' $R3
    ${If} $R3 = 0
      Delete "$R2\uninstall.exe"
      RMDir "$R2"
    ${EndIf}
  ${EndIf}
  !insertmacro REMOVE_PROGRAM "$INSTDIR"

  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*"
  File "/oname=LICENSE.txt" "${LICENSE}"
  SetOutPath "$INSTDIR\icons"
  File "${ICONS}\cosydesk.ico"
  File "${ICONS}\project.ico"
  File "${ICONS}\voice.ico"
  SetOutPath "$INSTDIR\bin"
  FileOpen $R0 "$INSTDIR\bin\cosydesk.cmd" w
  FileWrite $R0 '@"%~dp0..\cosydesk-cli.exe" %*$\r$\n'
  FileClose $R0
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr SHCTX "${SETTINGS_KEY}" "InstallFolder" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\CosyDesk.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "CosyDesk authors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KIB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1

  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\CosyDesk.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}\$(COMMAND_LINE).lnk" "$SYSDIR\cmd.exe" '/k set "PATH=$INSTDIR\bin;%PATH%"' "$INSTDIR\icons\cosydesk.ico"
SectionEnd

!macro FILE_TYPE SUFFIX ID WORDS ICON
  WriteRegStr SHCTX "${CLASSES}\${ID}" "" "${WORDS}"
  WriteRegStr SHCTX "${CLASSES}\${ID}\DefaultIcon" "" "$INSTDIR\icons\${ICON}"
  WriteRegStr SHCTX "${CLASSES}\${ID}\shell\open" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\${ID}\shell\open\command" "" '"$INSTDIR\CosyDesk.exe" "%1"'
  WriteRegStr SHCTX "${CLASSES}\${SUFFIX}" "" "${ID}"
  WriteRegStr SHCTX "${CLASSES}\${SUFFIX}\OpenWithProgids" "${ID}" ""
  WriteRegStr SHCTX "${SETTINGS_KEY}\Capabilities\FileAssociations" "${SUFFIX}" "${ID}"
!macroend

; Other programs' files: offered under "Open with", and theirs as before.
!macro OPENS SUFFIX
  WriteRegStr SHCTX "${CLASSES}\Applications\CosyDesk.exe\SupportedTypes" "${SUFFIX}" ""
!macroend

Section "$(ASSOCIATIONS)" SecAssociations
  !insertmacro FILE_TYPE ".cosydesk" "${PROJECT_ID}" "$(PROJECT_FILE)" "project.ico"
  !insertmacro FILE_TYPE ".cosyvoice" "${VOICE_ID}" "$(VOICE_FILE)" "voice.ico"
  WriteRegStr SHCTX "${CLASSES}\Applications\CosyDesk.exe" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\CosyDesk.exe\shell\open\command" "" '"$INSTDIR\CosyDesk.exe" "%1"'
  !insertmacro OPENS ".cosydesk"
  !insertmacro OPENS ".cosyvoice"
  !insertmacro OPENS ".srt"
  !insertmacro OPENS ".vtt"
  !insertmacro OPENS ".ass"
  !insertmacro OPENS ".docx"
  !insertmacro OPENS ".txt"
  WriteRegStr SHCTX "${SETTINGS_KEY}\Capabilities" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "${SETTINGS_KEY}\Capabilities" "ApplicationDescription" "$(DESCRIPTION)"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${NAME}" "${SETTINGS_KEY}\Capabilities"
  ${RefreshShellIcons}
SectionEnd

Section /o "$(DESKTOP_SHORTCUT)" SecDesktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\CosyDesk.exe"
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} "$(DESCRIPTION)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecAssociations} "$(ABOUT_ASSOCIATIONS)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecDesktop} "$(ABOUT_SHORTCUT)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; -- and taken away again ------------------------------------------------------------------------------------------

!macro FORGET_TYPE SUFFIX ID
  DeleteRegKey SHCTX "${CLASSES}\${ID}"
  DeleteRegValue SHCTX "${CLASSES}\${SUFFIX}\OpenWithProgids" "${ID}"
  ReadRegStr $R0 SHCTX "${CLASSES}\${SUFFIX}" ""
  ${If} $R0 == "${ID}"
    DeleteRegValue SHCTX "${CLASSES}\${SUFFIX}" ""
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${SUFFIX}"
!macroend

; Projects, voices, models and settings are in the person's own folders, and stay.
Section "Uninstall"
  Call un.WaitForEnd
  !insertmacro REMOVE_PROGRAM "$INSTDIR"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}\*.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro FORGET_TYPE ".cosydesk" "${PROJECT_ID}"
  !insertmacro FORGET_TYPE ".cosyvoice" "${VOICE_ID}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\CosyDesk.exe"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey SHCTX "${SETTINGS_KEY}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  ${RefreshShellIcons}
SectionEnd
